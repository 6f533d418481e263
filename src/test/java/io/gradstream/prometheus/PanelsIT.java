package io.gradstream.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.gradstream.cli.LiveMetrics;
import io.gradstream.streams.PipelineCluster;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the dashboard asks Prometheus, while a trainer and a scorer are at work. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class PanelsIT {

  @TempDir private Path directory;

  /** A share of nothing is no number, which is not drawn either. */
  @Test
  void eachQuestionOfEachPanelHasAnAnswerThatCanBeDrawn(TestInfo test) throws Exception {
    try (LiveMetrics live = LiveMetrics.start(PipelineCluster.nameOf(test), directory);
        Prometheus prometheus =
            Prometheus.start(directory.resolve("prometheus"), live.trainer(), live.scorer())) {
      List<String> questions = Monitoring.panelQueries();
      assertThat(questions).hasSizeGreaterThan(40);
      await()
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(
              () -> {
                live.work(); // rates are of what happens while it is scraped
                List<String> unanswered = new ArrayList<>();
                for (String question : questions) {
                  if (!canBeDrawn(series(prometheus, question))) {
                    unanswered.add(question);
                  }
                }
                assertThat(unanswered).isEmpty();
              });
    }
  }

  /** It listens a moment after its start. */
  private static JsonNode series(Prometheus prometheus, String question) throws Exception {
    try {
      return prometheus.series(question);
    } catch (ConnectException e) {
      return MissingNode.getInstance();
    }
  }

  private static boolean canBeDrawn(JsonNode series) {
    for (JsonNode each : series) {
      if (!each.at("/value/1").asText().equals("NaN")) {
        return true;
      }
    }
    return false;
  }
}
