package io.gradstream.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Commands that look further, ready to be pasted where one stands: they name this program as it was
 * called, and quote for the shell what needs quotes.
 */
public final class NextSteps {

  /** Set by the launcher. */
  private static final String CALLED = "gradstream.called";

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
  private static final String KEEP_RUNNING = "--keep-running";

  private static final Set<String> OF_LABELS =
      Set.of("--labels", "--labels-time", "--labels-key", "--key", "--time");

  private static final String FLIGHTS = "flights/pipeline.yaml";

  private static final String STANDARD_INPUT = "-";

  private final String called;

  /** Creates steps of a program that was called so, such as {@code bin/gradstream}. */
  NextSteps(String called) {
    this.called = called;
  }

  /** Returns the steps of this program. */
  public static NextSteps asCalled() {
    return new NextSteps(System.getProperty(CALLED, "gradstream"));
  }

  /** Returns a command of this program. */
  public String command(String... arguments) {
    return command(List.of(arguments));
  }

  private String command(List<String> arguments) {
    return Stream.concat(Stream.of(called), arguments.stream())
        .map(NextSteps::quoted)
        .collect(Collectors.joining(" "));
  }

  /** Returns a word as a shell takes it. */
  static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /**
   * Returns what can be done while the broker and the topics of a demo are up.
   *
   * @param servers the broker
   * @param registry the URL of the registry
   * @param file the pipeline's
   * @param topic that of the predictions
   * @param json whether they are JSON, which every kcat can read
   * @param outcomes whether labels come later, and have outcomes
   */
  public List<String> whileRunning(
      String servers, String registry, String file, String topic, boolean json, boolean outcomes) {
    List<String> lines = new ArrayList<>();
    lines.add("Broker, registry and topics stay up until Ctrl-C. In another terminal:");
    lines.add("  export KAFKA_BOOTSTRAP_SERVERS=" + servers);
    lines.add("  export SCHEMA_REGISTRY_URL=" + registry);
    lines.add("  " + command("tail", "metrics", file));
    lines.add("  " + command("tail", "predictions", "-f", file));
    if (outcomes) {
      lines.add("  " + command("tail", "outcomes", file));
    }
    lines.add("  " + command("tail", "decisions", file));
    lines.add("  " + command("status", file));
    String kcat = "  kcat -b %s -C -t %s".formatted(servers, topic);
    lines.add(
        json
            ? kcat
            : "%s -s value=avro -r %s   # a kcat with Avro (kcat -V); without: output: {format: json}"
                .formatted(kcat, registry));
    return lines;
  }

  /** Returns what shows how much better the demo would look if each label were known at once. */
  private String flattered(String file) {
    String rows = file.replaceFirst("[^/]*$", "flights.csv.gz");
    return command("eval", file, "--data", rows, "--time", "time", "--label-time", "time");
  }

  /** Returns what was said of labels that have a file of their own, which eval is told, too. */
  private static List<String> ofLabels(List<String> arguments) {
    List<String> said = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (OF_LABELS.contains(argument) && i + 1 < arguments.size()) {
        said.addAll(arguments.subList(i, i + 2));
      } else if (OF_LABELS.contains(argument.replaceFirst("=.*", ""))) {
        said.add(argument);
      }
    }
    return said.stream().anyMatch(each -> each.matches("--labels(=.*)?")) ? said : List.of();
  }

  /**
   * Returns what can be done after a demo.
   *
   * @param arguments those of the demo, the command first
   * @param file the pipeline's
   * @param data the user's own file of rows, empty if it was the demo's
   */
  public List<String> afterDemo(List<String> arguments, String file, String data) {
    List<String> lines = new ArrayList<>();
    lines.add("Look further:");
    if (!arguments.contains(STANDARD_INPUT)) { // standard input comes once
      List<String> again = new ArrayList<>(arguments);
      again.removeIf(KEEP_RUNNING::equals);
      again.add(KEEP_RUNNING);
      lines.add("  " + command(again) + "   # topics stay up: tail them");
    }
    lines.add("  " + command("describe", file));
    if (data.isEmpty()) {
      if (file.endsWith(FLIGHTS)) {
        lines.add("  " + flattered(file) + "   # if labels were known at departure");
      }
      lines.add("  " + command("profile", "--data", "my.csv") + "   # your own rows");
      lines.add(
          "  " + command("init", "--data", "my.csv", "--label", "COLUMN", "--output", "my.yaml"));
      lines.add("  " + command("demo", "--data", "my.csv", "--pipeline", "my.yaml"));
    } else {
      if (!data.equals(STANDARD_INPUT)) {
        List<String> eval = new ArrayList<>(List.of("eval", "--pipeline", file, "--data", data));
        eval.addAll(ofLabels(arguments));
        lines.add("  " + command(eval) + "   # tune, without Kafka");
      }
      lines.add("  " + command("run", file) + "   # on your own cluster");
    }
    return lines;
  }
}
