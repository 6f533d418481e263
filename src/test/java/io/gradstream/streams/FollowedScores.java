package io.gradstream.streams;

import io.gradstream.core.data.Row;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.model.ModelFollower;
import io.gradstream.pipeline.Pipeline;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What followers say of fixed rows, held against a learner that was given the same records. */
final class FollowedScores {

  private FollowedScores() {}

  /** Notes what the newest model says of fixed rows, by how many records it stands for. */
  static long note(ModelFollower follower, NavigableMap<Long, List<Long>> seen) {
    if (follower.partitions() == 0) {
      return 0;
    }
    return follower
        .with(
            0,
            (predictor, state) -> {
              long records = state.offsets().isEmpty() ? 0 : state.offsets().get(0);
              seen.put(records, scores(row -> predictor.predict(row).score(), predictor.rule()));
              return records;
            })
        .orElse(0L);
  }

  private static List<Long> scores(ToDoubleFunction<Row> score, LearnerRule rule) {
    Row row = new Row(rule.layout());
    return IntStream.range(-1, 12)
        .mapToObj(
            x -> {
              row.clear();
              row.setNumber(0, x < 0 ? Double.NaN : x);
              return Double.doubleToRawLongBits(score.applyAsDouble(row));
            })
        .toList();
  }

  /** Returns what a learner says that was given the records up to each of the offsets. */
  static NavigableMap<Long, List<Long>> replayed(
      JsonPipeline usual, NavigableMap<Long, List<Long>> seen) {
    Pipeline pipeline = usual.pipeline();
    Learner learner = new Learner(pipeline.learner());
    NavigableMap<Long, List<Long>> expected = new TreeMap<>();
    Row row = new Row(pipeline.learner().layout());
    long[] offset = {0};
    usual.cluster.await(
        usual.name,
        seen.lastKey(),
        record -> {
          for (; offset[0] <= record.offset(); offset[0]++) {
            expectAt(offset[0], seen, expected, learner);
          }
          long x = x(record.value());
          row.clear();
          row.setNumber(0, x);
          row.setLabel(x % 2);
          row.setOrigin(0, record.offset());
          learner.take(row, record.timestamp());
        });
    expectAt(offset[0], seen, expected, learner);
    return expected;
  }

  private static void expectAt(
      long offset,
      NavigableMap<Long, List<Long>> seen,
      NavigableMap<Long, List<Long>> expected,
      Learner learner) {
    if (seen.containsKey(offset)) {
      expected.put(
          offset,
          scores(each -> learner.predictor().predict(each).score(), learner.predictor().rule()));
    }
  }

  private static long x(byte[] value) {
    String text = new String(value, StandardCharsets.UTF_8);
    return Long.parseLong(text.substring(6, text.indexOf(',')));
  }
}
