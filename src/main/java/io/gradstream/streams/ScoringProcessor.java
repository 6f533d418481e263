package io.gradstream.streams;

import io.gradstream.core.data.Refusal;
import io.gradstream.core.data.Row;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.schema.row.BadRecordException;
import io.gradstream.score.ScoreOptions;
import io.gradstream.score.Scorer;
import io.gradstream.score.ScoringException;
import io.gradstream.streams.output.DeadLetters;
import io.gradstream.streams.output.ForwardedHeaders;
import io.gradstream.streams.output.Origin;
import io.gradstream.streams.output.OutputWriter;
import io.gradstream.streams.sensors.ScorerSensors;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Scores each record with the newest committed model; what cannot be is a dead letter. */
final class ScoringProcessor implements Processor<byte[], byte[], byte[], byte[]> {

  static final String PREDICTIONS = "predictions";
  static final String DEAD_LETTERS = "dead-letters";

  private final TrainerParts parts;
  private final Scorer scorer;
  private final String deadLettersTopic;
  private final Row row;
  private final RecordDecoder decoder;
  private final OutputWriter writer;
  private final ForwardedHeaders forwarded;
  private final DeadLetters deadLetters;
  private final int maxPredictionBytes;
  private final boolean ofInput;
  private byte[] prediction = {};
  private ProcessorContext<byte[], byte[]> context;
  private DeadLetterWatch watch;
  private ScorerSensors sensors;

  @SuppressWarnings("NullAway.Init") // Kafka calls init before anything else
  ScoringProcessor(TrainerParts parts, Scorer scorer, String deadLettersTopic) {
    this.parts = parts;
    this.scorer = scorer;
    this.deadLettersTopic = deadLettersTopic;
    Pipeline pipeline = parts.pipeline();
    row = new Row(pipeline.scoredLayout());
    decoder = parts.decoder(row.layout());
    ofInput = pipeline.input().topic().equals(scorer.pipeline().input().topic());
    writer = parts.outputs().writer();
    maxPredictionBytes = writer.maxPredictionBytes(pipeline.learner().task());
    forwarded = new ForwardedHeaders(pipeline.output().droppedHeaders());
    deadLetters = new DeadLetters(pipeline.input().topic(), parts.bounds());
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> newContext) {
    context = newContext;
    watch = new DeadLetterWatch(context, deadLettersTopic);
    sensors = new ScorerSensors(context, scorer.pipeline().name());
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    sensors.begin();
    take(record);
    sensors.end();
  }

  private void take(Record<byte[], byte[]> record) {
    Origin origin = parts.origin(context.recordMetadata().orElseThrow());
    try {
      decoder.decode(record.headers(), record.value(), row);
    } catch (BadRecordException e) {
      reject(record, origin, e.refusal());
      return;
    }
    Record<byte[], byte[]> given = forwarded.of(record);
    if (!parts.bounds().fits(given, maxPredictionBytes)) {
      reject(record, origin, parts.bounds().tooLarge(PREDICTIONS));
      return;
    }
    try {
      score(given, origin);
    } catch (ScoringException e) {
      if (e.kind() == ScoringException.Kind.NO_MODEL) {
        throw e; // the application ends: it was there when it began
      }
      reject(record, origin, new Refusal(Refusal.Reason.NO_KEY, String.valueOf(e.getMessage())));
    }
  }

  private void score(Record<byte[], byte[]> record, Origin origin) {
    Optional<Refusal> refused =
        scorer.predict(
            row,
            record.timestamp(),
            model(record, origin),
            outcome ->
                prediction =
                    writer.prediction(record.headers(), outcome, record.timestamp(), origin));
    if (refused.isPresent()) {
      reject(record, origin, refused.get());
    } else { // not before the model is free again: a producer may have to wait
      long time = parts.bounds().clamp(record.timestamp());
      context.forward(new Record<>(record.key(), prediction, time, record.headers()), PREDICTIONS);
    }
  }

  /** The records of the topic that was learned from have the model of their partition. */
  private ScoreOptions model(Record<byte[], byte[]> record, Origin origin) {
    if (ofInput && scorer.partitions() > 1) {
      return ScoreOptions.NONE.withPartition(origin.partition());
    }
    return record.key() == null ? ScoreOptions.NONE : ScoreOptions.NONE.withKey(record.key());
  }

  private void reject(Record<byte[], byte[]> record, Origin origin, Refusal refusal) {
    watch.add(refusal.reason(), origin);
    sensors.rejected(refusal.reason());
    context.forward(deadLetters.of(record, origin, refusal), DEAD_LETTERS);
  }

  @Override
  public void close() {
    decoder.close();
    writer.close();
    if (sensors != null) { // init may have failed
      sensors.close();
    }
  }
}
