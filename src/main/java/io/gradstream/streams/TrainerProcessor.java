package io.gradstream.streams;

import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.core.learn.Decision;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.Outcome;
import io.gradstream.core.learn.WindowReport;
import io.gradstream.schema.row.BadRecordException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes a record, predicts it, learns from it, and forwards what came of it.
 *
 * <p>Whatever can fail (decoding, sizes) comes before the learner changes anything; what cannot be
 * used goes to the dead letters. So every input record gives one prediction or one dead letter.
 */
final class TrainerProcessor implements Processor<byte[], byte[], byte[], byte[]> {

  private static final Logger LOG = LoggerFactory.getLogger(TrainerProcessor.class);
  private static final int MANY_PARAMETERS = 100_000;

  private final TrainerParts parts;
  private final Row row;
  private final RecordDecoder decoder;
  private final DeadLetters deadLetters;
  private final PredictionWriter predictions;
  private ProcessorContext<byte[], byte[]> context;
  private Learner learner;
  private byte[] partitionKey;
  private long nextWarning = MANY_PARAMETERS;

  @SuppressWarnings("NullAway.Init") // Kafka calls init before anything else
  TrainerProcessor(TrainerParts parts) {
    this.parts = parts;
    RowLayout layout = parts.pipeline().learner().layout();
    row = new Row(layout);
    decoder = parts.decoder(layout);
    deadLetters = new DeadLetters(parts.pipeline().input().topic(), parts.bounds());
    predictions = parts.outputs().predictionWriter();
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> newContext) {
    context = newContext;
    partitionKey = Integer.toString(partition()).getBytes(StandardCharsets.UTF_8);
    BlockStore store = context.getStateStore(PipelineTopology.STORE);
    learner = new Learner(parts.pipeline().learner());
    learner.restore(store.blocks());
    store.attach(learner.state());
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Origin origin = parts.origin(record, context);
    try {
      decoder.decode(record.value(), row);
    } catch (BadRecordException e) {
      reject(record, origin, e.reason().name(), e.getMessage());
      return;
    }
    if (!parts.bounds().fits(record, PredictionWriter.MAX_BYTES)) {
      reject(
          record, origin, "TOO_LARGE", "key and headers are too large for the predictions topic");
      return;
    }
    Outcome outcome = learner.observe(row, record.timestamp());
    forward(record, origin, outcome);
    if (learner.parameterCount() >= nextWarning) {
      warnOfGrowth();
    }
  }

  private void forward(Record<byte[], byte[]> record, Origin origin, Outcome outcome) {
    long time = parts.bounds().clamp(record.timestamp());
    byte[] prediction =
        predictions.write(row, outcome.score(), outcome.version(), record.timestamp(), origin);
    context.forward(
        new Record<>(record.key(), prediction, time, record.headers()),
        PipelineTopology.PREDICTIONS);
    if (outcome.report().isPresent()) {
      WindowReport report = outcome.report().get();
      byte[] metrics = parts.outputs().metrics(ReportWriter.metrics(report, partition()));
      context.forward(new Record<>(partitionKey, metrics, time), PipelineTopology.METRICS);
    }
    for (Decision decision : outcome.decisions()) {
      byte[] decided = parts.outputs().decision(ReportWriter.decision(decision, partition()));
      context.forward(new Record<>(partitionKey, decided, time), PipelineTopology.DECISIONS);
    }
  }

  /** A one-hot feature of ids or free text grows until the memory is full. */
  private void warnOfGrowth() {
    List<String> categories = learner.categories();
    LOG.warn(
        "the model has {} parameters; the newest category is '{}'. One-hot features of ids or free"
            + " text grow without bound: leave such fields out",
        learner.parameterCount(),
        categories.get(categories.size() - 1));
    nextWarning *= 10;
  }

  private void reject(Record<byte[], byte[]> record, Origin origin, String reason, String message) {
    context.forward(deadLetters.of(record, origin, reason, message), PipelineTopology.DEAD_LETTERS);
  }

  private int partition() {
    return context.taskId().partition();
  }
}
