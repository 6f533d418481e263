package io.gradstream.streams;

import io.gradstream.core.data.Refusal;
import io.gradstream.core.data.Row;
import io.gradstream.core.learn.Decision;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.Outcome;
import io.gradstream.core.learn.WindowReport;
import io.gradstream.schema.row.BadRecordException;
import io.gradstream.streams.input.Arrivals;
import io.gradstream.streams.input.Notice;
import io.gradstream.streams.output.DeadLetters;
import io.gradstream.streams.output.ForwardedHeaders;
import io.gradstream.streams.output.Origin;
import io.gradstream.streams.output.OutputWriter;
import io.gradstream.streams.output.ReportWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

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
  private final DeadLetters deadLetters;
  private final ForwardedHeaders forwardedHeaders;
  private ProcessorContext<byte[], byte[]> context;
  private @Nullable DeadLetterWatch watch;
  private @Nullable RecordDecoder decoder;
  private @Nullable OutputWriter writer;
  private Learner learner;
  private Arrivals arrivals;
  private CommitPace pace;
  private byte[] partitionKey;
  private int maxPredictionBytes;
  private long nextWarning = MANY_PARAMETERS;

  @SuppressWarnings("NullAway.Init") // Kafka calls init before anything else
  TrainerProcessor(TrainerParts parts) {
    this.parts = parts;
    row = new Row(parts.pipeline().learner().layout());
    forwardedHeaders = new ForwardedHeaders(parts.pipeline().output().droppedHeaders());
    deadLetters = new DeadLetters(parts.pipeline().input().topic(), parts.bounds());
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> newContext) {
    context = newContext;
    watch = new DeadLetterWatch(context, parts.pipeline().deadLettersTopic());
    decoder = parts.decoder(row.layout());
    writer = parts.outputs().writer();
    maxPredictionBytes = writer.maxPredictionBytes(parts.pipeline().learner().task());
    partitionKey = Integer.toString(partition()).getBytes(StandardCharsets.UTF_8);
    BlockStore store = context.getStateStore(PipelineTopology.STORE);
    learner = new Learner(parts.pipeline().learner());
    Map<String, byte[]> blocks = store.blocks();
    learner.restore(blocks);
    arrivals = new Arrivals(parts.log(), parts.pipeline().onDataLoss(), blocks);
    store.attach(learner.state(), arrivals.state());
    pace = CommitPace.of(parts.pipeline(), context, store);
  }

  @Override
  public void process(Record<byte[], byte[]> given) {
    Record<byte[], byte[]> record = parts.arrived(given);
    Origin origin = parts.origin(record, context);
    boolean used = arrivals.take(origin);
    pace.taken();
    arrivals.notices().forEach(notice -> tell(notice, record.timestamp()));
    if (used) {
      use(record, origin);
    }
  }

  private void use(Record<byte[], byte[]> record, Origin origin) {
    try {
      opened(decoder).decode(record.headers(), record.value(), row);
    } catch (BadRecordException e) {
      reject(record, origin, e.refusal());
      return;
    }
    Record<byte[], byte[]> forwarded = forwardedHeaders.of(record);
    if (!parts.bounds().fits(forwarded, maxPredictionBytes)) {
      reject(record, origin, parts.bounds().tooLarge(parts.pipeline().predictionsTopic()));
      return;
    }
    Optional<Refusal> poison = parts.poison().refusal(origin);
    if (poison.isPresent()) {
      reject(record, origin, poison.get());
      return;
    }
    Outcome outcome = learned(record, origin);
    if (outcome.refusal().isPresent()) {
      reject(record, origin, outcome.refusal().get());
      return;
    }
    forward(forwarded, origin, outcome);
    parts.totals().predicted();
    outcome.report().ifPresent(report -> parts.totals().window(partition(), report));
    if (learner.parameterCount() >= nextWarning) {
      warnOfGrowth();
    }
  }

  private Outcome learned(Record<byte[], byte[]> record, Origin origin) {
    try {
      row.setOrigin(origin.partition(), origin.offset());
      return learner.take(row, record.timestamp());
    } catch (RuntimeException e) { // whatever it is: half of the record may have been learned
      throw parts.poison().failed(origin, e);
    }
  }

  @Override
  public void close() {
    if (decoder != null) {
      decoder.close();
    }
    if (writer != null) {
      writer.close();
    }
  }

  private void forward(Record<byte[], byte[]> record, Origin origin, Outcome outcome) {
    OutputWriter out = opened(writer);
    long time = parts.bounds().clamp(record.timestamp());
    byte[] prediction = out.prediction(record.headers(), outcome, record.timestamp(), origin);
    send(
        new Record<>(record.key(), prediction, time, record.headers()),
        PipelineTopology.PREDICTIONS);
    if (outcome.report().isPresent()) {
      WindowReport report = outcome.report().get();
      Record<byte[], byte[]> blank = new Record<>(partitionKey, null, time);
      byte[] metrics = out.metrics(blank.headers(), ReportWriter.metrics(report, partition()));
      send(blank.withValue(metrics), PipelineTopology.METRICS);
    }
    for (Decision decision : outcome.decisions()) {
      log(Level.INFO, decision);
      forward(decision, time);
    }
  }

  private void forward(Decision decision, long time) {
    Record<byte[], byte[]> blank = new Record<>(partitionKey, null, time);
    byte[] decided =
        opened(writer).decision(blank.headers(), ReportWriter.decision(decision, partition()));
    send(blank.withValue(decided), PipelineTopology.DECISIONS);
  }

  private void tell(Notice notice, long time) {
    Decision decision =
        learner.decision(notice.kind(), notice.action(), notice.reason(), notice.count(), time);
    log(Level.WARN, decision);
    forward(decision, parts.bounds().clamp(time));
  }

  /** One line a decision; with JSON logs its figures are fields, too. */
  private void log(Level level, Decision decision) {
    LOG.atLevel(level)
        .addKeyValue("kind", decision.kind())
        .addKeyValue("action", decision.action())
        .addKeyValue("partition", partition())
        .addKeyValue("window", decision.window())
        .addKeyValue("step", decision.step())
        .addKeyValue("version", decision.version())
        .log("decision {}, {}: {}", decision.kind(), decision.action(), decision.reason());
  }

  /** A record that the topic does not take would abort the transaction again and again. */
  private void send(Record<byte[], byte[]> record, String sink) {
    if (opened(writer).mustBeMeasured() && !parts.bounds().fits(record, record.value().length)) {
      throw new ConfigException(
          "output.serializer made %,d bytes for the %s topic, which with key and headers is more than it takes (%,d); let max.message.bytes and max.request.size be larger"
              .formatted(record.value().length, sink, parts.bounds().maxBytes()));
    }
    context.forward(record, sink);
  }

  /** A one-hot feature of ids or free text grows until the memory is full. */
  private void warnOfGrowth() {
    nextWarning *= 10;
    int categories = learner.categoryCount();
    if (categories == 0) {
      return; // a large network, as it was asked for
    }
    LOG.warn(
        "the model has {} parameters and {} categories. One-hot features of ids or free text grow"
            + " without bound: give them max-categories, or leave such fields out",
        learner.parameterCount(),
        categories);
  }

  private void reject(Record<byte[], byte[]> record, Origin origin, Refusal refusal) {
    opened(watch).add(refusal.reason(), origin);
    parts.totals().rejected();
    context.forward(deadLetters.of(record, origin, refusal), PipelineTopology.DEAD_LETTERS);
  }

  private static <T> T opened(@Nullable T part) {
    return Objects.requireNonNull(part, "init was not called");
  }

  private int partition() {
    return context.taskId().partition();
  }
}
