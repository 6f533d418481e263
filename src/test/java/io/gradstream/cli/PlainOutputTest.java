package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data of others reach the terminal, as figures, errors and logs, but do not control it. */
class PlainOutputTest {

  private static final String WILD = "\u001b[2J\u009b31m\u202edlrow\u2028\u0007";

  @TempDir private Path folder;

  @Test
  void nothingButEndsOfLinesControlsTheTerminal() {
    StringWriter out = new StringWriter();
    PrintWriter guarded = PlainOutput.guarded(out);
    guarded.println(WILD + "größe \ud83d\udc1f");
    guarded.print('\r');
    guarded.flush();
    assertThat(out.toString())
        .isEqualTo("\\u001b[2J\\u009b31m\\u202edlrow\\u2028\\u0007größe \ud83d\udc1f\n\\u000d");
  }

  @Test
  void jsonStaysWhatItIs() throws IOException {
    StringWriter out = new StringWriter();
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("k" + WILD, "\ufeff" + WILD + "\ud83d\udc1f\udb40\udc01\t\r\n\"");
    PlainOutput.guarded(out).println(object);

    assertThat(out.toString()).doesNotContain("\ufeff", "\u202e", "\u009b").hasLineCount(1);
    assertThat(new ObjectMapper().readTree(out.toString())).isEqualTo(object);
  }

  @Test
  void namesAndValuesOfAFileAreShownAsEscapes() throws IOException {
    Path csv = folder.resolve("wild.csv");
    Files.writeString(csv, "x,\"a" + WILD + "\",b,y\n");
    for (int i = 0; i < 60; i++) {
      String cell = "\"" + WILD + (i % 3) + "\nz\"";
      Files.writeString(
          csv, i % 7 + "," + cell + "," + cell + "," + i % 2 + "\n", StandardOpenOption.APPEND);
    }
    Path yaml = folder.resolve("wild.yaml");
    CommandRun init =
        CommandRun.of(
            "init", "--data", csv.toString(), "--label", "y", "--output", yaml.toString());
    assertThat(init.code()).as(init.err()).isZero();
    assertThat(Files.readString(yaml)).doesNotContainPattern("[\\p{Cntrl}\u202e\u2028&&[^\n]]");
    CommandRun profile = CommandRun.of("profile", "--data", csv.toString(), "--label", "y");
    CommandRun missing = CommandRun.of("profile", "--data", csv.toString(), "--label", WILD);
    CommandRun eval =
        CommandRun.of(
            "eval", "--pipeline", yaml.toString(), "--data", csv.toString(), "--weights", "20");
    assertThat(eval.code()).as(eval.err()).isZero();
    assertThat(eval.out()).contains("\\u001b[2J");
    assertThat(profile.out()).contains("\\u001b[2J\\u009b31m\\u202edlrow\\u2028\\u0007");
    assertThat(missing.err()).contains("\\u001b[2J");
    for (CommandRun run : new CommandRun[] {profile, missing, eval}) {
      assertThat(run.out() + run.err())
          .doesNotContainPattern("[\\p{Cntrl}\u009b\u202e\u2028&&[^\n]]");
    }
  }

  @Test
  void aLogLineHasNothingThatControlsATerminal() throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    try {
      System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
      JoranConfigurator configurator = new JoranConfigurator();
      configurator.setContext(context);
      configurator.doConfigure(PlainOutputTest.class.getResource("/logback.xml"));
      context.getLogger("io.gradstream.x").warn("found {}", WILD, new IllegalStateException(WILD));
    } finally {
      System.setErr(before);
      context.stop();
    }
    assertThat(log.toString(StandardCharsets.UTF_8))
        .contains("WARN  x - found \\u001b[2J")
        .contains("IllegalStateException: \\u001b[2J")
        .doesNotContainPattern("[\\p{Cntrl}\u009b\u202e\u2028&&[^\n]]");
  }
}
