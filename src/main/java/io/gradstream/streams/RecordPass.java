package io.gradstream.streams;

import io.gradstream.core.data.Refusal;
import io.gradstream.core.data.Row;
import io.gradstream.core.learn.Decision;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.Outcome;
import io.gradstream.core.learn.Settlement;
import io.gradstream.core.learn.SettlementException;
import io.gradstream.core.learn.WindowReport;
import io.gradstream.core.state.State;
import io.gradstream.schema.row.BadRecordException;
import io.gradstream.streams.input.Arrivals;
import io.gradstream.streams.input.Notice;
import io.gradstream.streams.output.DeadLetters;
import io.gradstream.streams.output.ForwardedHeaders;
import io.gradstream.streams.output.Origin;
import io.gradstream.streams.output.OutputWriter;
import io.gradstream.streams.output.ReportWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Record;

/**
 * What becomes of a record: it is decoded, predicted, learned from, and what came of it is written.
 *
 * <p>Whatever can fail (decoding, sizes) comes before the learner changes anything; what cannot be
 * used goes to the dead letters. So every input record gives one prediction or one dead letter; a
 * label that comes in a record of its own gives the outcome of the records that waited for it.
 */
final class RecordPass implements AutoCloseable {

  /** Is given whatever comes of records, in its order. */
  interface Sink {

    /** Takes something to be written. */
    void write(Replay.Output to, Record<byte[], byte[]> record);

    /** Is told of a decision, beside its being written; {@code notable} if people should look. */
    default void decided(Decision decision, boolean notable) {}

    /** Is told of a window that is full, beside its being written. */
    default void reported(WindowReport report) {}

    /** Is told that a label came in a record of its own. */
    default void labelled() {}

    /** Is told that a record could not be used. */
    default void rejected(Refusal refusal, Origin origin) {}
  }

  private final TrainerParts parts;
  private final int partition;
  private final Sink sink;
  private final Learner learner;
  private final Arrivals arrivals;
  private final Arrivals labelArrivals;
  private final Optional<LabelPass> labels;
  private final Row row;
  private final RecordDecoder decoder;
  private final OutputWriter writer;
  private final ForwardedHeaders forwarded;
  private final DeadLetters deadLetters;
  private final byte[] partitionKey;
  private final int maxPredictionBytes;

  /**
   * Begins where a model stands.
   *
   * @param partition the trainer's
   * @param blocks those of the stored model; empty for one that has seen nothing
   */
  RecordPass(TrainerParts parts, int partition, Map<String, byte[]> blocks, Sink sink) {
    this.parts = parts;
    this.partition = partition;
    this.sink = sink;
    row = new Row(parts.pipeline().layout());
    decoder = parts.decoder(row.layout());
    writer = parts.outputs().writer();
    maxPredictionBytes = writer.maxPredictionBytes(parts.pipeline().learner().task());
    forwarded = new ForwardedHeaders(parts.pipeline().output().droppedHeaders());
    deadLetters = new DeadLetters(parts.pipeline().input().topic(), parts.bounds());
    partitionKey = Integer.toString(partition).getBytes(StandardCharsets.UTF_8);
    learner = new Learner(parts.pipeline().learner());
    learner.restore(blocks);
    arrivals = new Arrivals(parts.log(), parts.pipeline().onDataLoss(), blocks);
    labelArrivals = Arrivals.ofLabels(parts.labelLog(), parts.pipeline().onDataLoss(), blocks);
    labels = parts.pipeline().labels().map(from -> new LabelPass(parts, from, learner));
  }

  /** Returns the learner. */
  Learner learner() {
    return learner;
  }

  /** Returns all that is to be stored: the learner's state, and how far each topic was read. */
  State[] states() {
    return new State[] {learner.state(), arrivals.state(), labelArrivals.state()};
  }

  /** Takes a record of the input, or of labels. */
  void take(Record<byte[], byte[]> record, Origin origin) {
    Arrivals of = origin.isOfLabels() ? labelArrivals : arrivals;
    boolean used = of.take(origin);
    of.notices().forEach(notice -> tell(notice, record.timestamp()));
    if (!used) {
      return;
    }
    if (origin.isOfLabels()) {
      takeLabel(record, origin);
    } else {
      use(record, origin);
    }
  }

  private void use(Record<byte[], byte[]> record, Origin origin) {
    byte[] key;
    try {
      decoder.decode(record.headers(), record.value(), row);
      if (labels.isPresent() && labels.get().isLabel(row)) { // of an earlier record of the topic
        takeLabel(record, origin);
        return;
      }
      key = labels.isPresent() ? labels.get().keyOf(record, row) : LabelPass.NO_KEY;
    } catch (BadRecordException e) {
      reject(record, origin, e.refusal());
      return;
    }
    Record<byte[], byte[]> given = forwarded.of(record);
    if (!parts.bounds().fits(given, maxPredictionBytes)) {
      reject(record, origin, parts.bounds().tooLarge(parts.pipeline().predictionsTopic()));
      return;
    }
    if (labels.isPresent() && !fitsOutcome(key)) {
      reject(record, origin, parts.bounds().tooLarge(parts.pipeline().outcomesTopic()));
      return;
    }
    Optional<Refusal> poison = parts.poison().refusal(origin);
    if (poison.isPresent()) {
      reject(record, origin, poison.get());
      return;
    }
    row.setOrigin(origin.partition(), origin.offset());
    Outcome outcome = learned(origin, () -> learner.take(row, record.timestamp(), key));
    if (outcome.refusal().isPresent()) {
      reject(record, origin, outcome.refusal().get());
      return;
    }
    writePrediction(given, origin, outcome);
    writeReports(outcome, record.timestamp());
    parts.totals().predicted();
    settle(origin, record.timestamp());
  }

  private void takeLabel(Record<byte[], byte[]> record, Origin origin) {
    LabelPass pass = labels.orElseThrow();
    Optional<Refusal> poison = parts.poison().refusal(origin);
    if (poison.isPresent()) {
      rejectLabel(record, origin, poison.get());
      return;
    }
    byte[] key;
    try {
      key = pass.decode(record);
    } catch (BadRecordException e) {
      rejectLabel(record, origin, e.refusal());
      return;
    }
    Outcome outcome = learned(origin, () -> pass.take(record, origin, key));
    if (outcome.refusal().isPresent()) {
      rejectLabel(record, origin, outcome.refusal().get());
      return;
    }
    parts.totals().labelled();
    sink.labelled();
    writeReports(outcome, record.timestamp());
    settle(origin, record.timestamp());
  }

  /** Writes what came of each record that has met its label, or is not to wait any longer. */
  private void settle(Origin origin, long time) {
    if (labels.isEmpty()) {
      return;
    }
    Optional<Settlement> next = settled(origin);
    while (next.isPresent()) {
      write(next.get());
      writeReports(next.get().outcome(), time);
      next = settled(origin);
    }
  }

  /** A record at which the learner fails is to blame, and not the one at hand. */
  private Optional<Settlement> settled(Origin atHand) {
    try {
      return learned(atHand, () -> learner.settle(this::isPoison));
    } catch (SettlementException e) {
      throw parts.poison().failed(new Origin(e.partition(), e.offset()), e.failure());
    }
  }

  private boolean isPoison(int itsPartition, long offset) {
    return parts.poison().refusal(new Origin(itsPartition, offset)).isPresent();
  }

  private boolean fitsOutcome(byte[] key) {
    return parts.bounds().fits(blank(0).withKey(key), maxPredictionBytes);
  }

  private void write(Settlement met) {
    Record<byte[], byte[]> blank = blank(parts.bounds().clamp(met.label().time()));
    byte[] outcome = writer.outcome(blank.headers(), ReportWriter.outcome(met));
    sink.write(Replay.Output.OUTCOME, blank.withKey(met.key()).withValue(outcome));
    parts.totals().settled();
  }

  /** Half of a record may have been learned when the learner fails. */
  private <T> T learned(Origin origin, Supplier<T> learning) {
    try {
      return learning.get();
    } catch (SettlementException e) {
      throw e;
    } catch (RuntimeException e) { // whatever it is
      throw parts.poison().failed(origin, e);
    }
  }

  private void writePrediction(Record<byte[], byte[]> record, Origin origin, Outcome outcome) {
    byte[] prediction = writer.prediction(record.headers(), outcome, record.timestamp(), origin);
    long time = parts.bounds().clamp(record.timestamp());
    sink.write(
        Replay.Output.PREDICTION, new Record<>(record.key(), prediction, time, record.headers()));
  }

  private void writeReports(Outcome outcome, long recordTime) {
    if (outcome.report().isEmpty() && outcome.decisions().isEmpty()) {
      return;
    }
    long time = parts.bounds().clamp(recordTime);
    if (outcome.report().isPresent()) {
      WindowReport report = outcome.report().get();
      Record<byte[], byte[]> blank = blank(time);
      byte[] metrics = writer.metrics(blank.headers(), ReportWriter.metrics(report, partition));
      sink.write(Replay.Output.METRICS, blank.withValue(metrics));
      parts.totals().window(partition, report);
      sink.reported(report);
    }
    List<Decision> decisions = outcome.decisions();
    for (Decision decision : decisions) {
      write(decision, time, false);
    }
  }

  private void tell(Notice notice, long time) {
    Decision decision =
        learner.decision(notice.kind(), notice.action(), notice.reason(), notice.count(), time);
    write(decision, parts.bounds().clamp(time), true);
  }

  private void write(Decision decision, long time, boolean notable) {
    sink.decided(decision, notable);
    Record<byte[], byte[]> blank = blank(time);
    byte[] decided = writer.decision(blank.headers(), ReportWriter.decision(decision, partition));
    sink.write(Replay.Output.DECISION, blank.withValue(decided));
  }

  @SuppressWarnings("NullAway") // the value is put later
  private Record<byte[], byte[]> blank(long time) {
    return new Record<>(partitionKey, null, time);
  }

  private void reject(Record<byte[], byte[]> record, Origin origin, Refusal refusal) {
    parts.totals().rejected();
    sink.rejected(refusal, origin);
    sink.write(Replay.Output.DEAD_LETTER, deadLetters.of(record, origin, refusal));
  }

  private void rejectLabel(Record<byte[], byte[]> record, Origin origin, Refusal refusal) {
    parts.totals().rejectedLabel();
    sink.rejected(refusal, origin);
    sink.write(
        Replay.Output.DEAD_LETTER, labels.orElseThrow().deadLetters().of(record, origin, refusal));
  }

  /** Tells whether the writer's bytes must be measured one by one. */
  boolean mustBeMeasured() {
    return writer.mustBeMeasured();
  }

  @Override
  public void close() {
    decoder.close();
    labels.ifPresent(LabelPass::close);
    writer.close();
  }
}
