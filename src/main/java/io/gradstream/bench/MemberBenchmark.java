package io.gradstream.bench;

import io.gradstream.core.data.Row;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.schema.row.AvroRowDecoder;
import io.gradstream.schema.row.BadRecordException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measures what members of a race cost, a row and in state, by their number and the encoder. */
final class MemberBenchmark {

  private static final String DEFAULT = "default";

  private static final Map<Integer, String> MEMBERS =
      Map.of(
          1,
          "{adagrad: {proximal: true, learning-rate: 0.3}}",
          2,
          "{adagrad: {proximal: true, learning-rate: 0.3}}, {sgd: {proximal: true}}",
          4,
          DEFAULT,
          8,
          DEFAULT + ", {sgd: {proximal: true, learning-rate: 0.05}}, rmsprop, adam, ftrl");

  /** A race that is measured. */
  private record Case(int members, String encoder) {

    LearnerRule rule() {
      String text =
          """
          pipeline: members
          input: {topic: flights, label: delayed}
          features:
            - %s: [distance, temp, dewp, humid, wind_speed, precip, pressure, visib]
            - one-hot: [month, dow, sched_hour, carrier, origin, dest]
          model: logistic
          optimizer: {race: {members: [%s]}}
          """
              .formatted(encoder, MEMBERS.get(members));
      return PipelineReader.parse("members.yaml", text, Map.of()).learner();
    }
  }

  private final List<Case> cases = new ArrayList<>();
  private final List<LearnerPass> passes = new ArrayList<>();
  private final AvroRows rows;
  private final PrintWriter out;

  MemberBenchmark(AvroRows rows, PrintWriter out) {
    this.rows = rows;
    this.out = out;
    for (String encoder : List.of("standard", "hats")) {
      for (int members : List.of(1, 2, 4, 8)) {
        Case each = new Case(members, encoder);
        cases.add(each);
        passes.add(new LearnerPass(each.rule(), rows, rows, Stage.LEARN));
      }
    }
  }

  /** Runs it and prints a line for each race. */
  void run(int runs) throws IOException {
    List<Samples> samples = Rounds.run(passes, runs);
    say(
        "%n%-8s %-9s %13s %13s %12s",
        "members", "numbers", "ns/row median", "ns/row least", "state kB");
    for (int i = 0; i < cases.size(); i++) {
      say(
          "%-8d %-9s %,13.0f %,13.0f %,12.1f",
          cases.get(i).members(),
          cases.get(i).encoder(),
          samples.get(i).median(),
          samples.get(i).minimum(),
          state(cases.get(i).rule()) / 1000.0);
    }
  }

  /** Returns the bytes of all blocks after the rows. */
  private long state(LearnerRule rule) throws IOException {
    Learner learner = new Learner(rule);
    Row row = new Row(rule.layout());
    AvroRowDecoder decoder = new AvroRowDecoder(row.layout(), id -> rows.schema());
    try {
      for (int i = 0; i < rows.size(); i++) {
        decoder.decode(rows.values()[i], row);
        learner.take(row, i + 1);
      }
    } catch (BadRecordException e) {
      throw new IOException("a row cannot be used: " + e.getMessage(), e);
    }
    long[] bytes = {0};
    learner.state().drain((key, block) -> bytes[0] += block == null ? 0 : block.length);
    return bytes[0];
  }

  private void say(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
