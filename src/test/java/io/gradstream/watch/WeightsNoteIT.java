package io.gradstream.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.data.Row;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.learn.Predictor;
import io.gradstream.pipeline.file.PipelineReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page says of the names of weights, in a file that a browser draws. */
class WeightsNoteIT {

  private static final LearnerRule RULE =
      PipelineReader.parse(
              "p.yaml",
              """
              pipeline: p
              input: {topic: t, label: y}
              features: [{hats: [x]}, {hash: {fields: [c], buckets: 64}}]
              model: logistic
              """,
              Map.of())
          .learner();

  @TempDir private static Path folder;
  private static Browser browser;

  @BeforeAll
  static void start() throws IOException {
    browser = Browser.start();
  }

  @AfterAll
  static void stop() throws IOException {
    if (browser != null) {
      browser.close();
    }
  }

  private static Predictor learned(int rows) {
    Learner learner = new Learner(RULE);
    Row row = new Row(RULE.layout());
    for (int i = 0; i < rows; i++) {
      row.clear();
      row.setNumber(0, i % 20);
      byte[] text = ("c" + i % 3).getBytes(StandardCharsets.UTF_8);
      row.setCategory(0, text, 0, text.length);
      row.setLabel(i % 2);
      learner.take(row, i);
    }
    return learner.predictor();
  }

  private static String noteOf(Predictor predictor) throws IOException {
    ModelLook look = new ModelLook();
    look.see(predictor);
    Snapshot snapshot = new Drawing("p", RULE, "file").draw(new History(RULE), look, List.of());
    Path file = Files.writeString(folder.resolve("weights.html"), Page.file(snapshot));
    browser.ask("open", "url", file.toUri().toString(), "until", "#weights:not([hidden])");
    return browser.ask("text", "of", "#weights-note").asText();
  }

  @Test
  void aModelThatHasLearnedNothingIsNotCalledANetwork() throws IOException {
    assertThat(noteOf(learned(0))).isEqualTo("Nothing is learned yet.");
  }

  @Test
  void columnsThatAreNamedByPlaceOrHashAreExplained() throws IOException {
    assertThat(noteOf(learned(300)))
        .startsWith("Version 300, ")
        .contains("After @ stands where", "After # stands the hash");
  }

  @Test
  void beforeTheFirstWindowItSaysHowManyRecordsAreLearned() throws IOException {
    noteOf(learned(300));
    assertThat(browser.ask("text", "of", "#headline").asText())
        .startsWith("The first figures come after ");
    assertThat(browser.ask("text", "of", "#trend").asText()).isEqualTo("300 so far.");
  }
}
