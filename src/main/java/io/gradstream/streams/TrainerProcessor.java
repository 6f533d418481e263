package io.gradstream.streams;

import io.gradstream.core.data.Refusal;
import io.gradstream.core.learn.Decision;
import io.gradstream.core.learn.Predictor;
import io.gradstream.core.learn.WindowReport;
import io.gradstream.streams.output.Origin;
import io.gradstream.streams.sensors.TrainerSensors;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Hands each record to a {@link RecordPass}, and what came of it to the topics. */
final class TrainerProcessor implements Processor<byte[], byte[], byte[], byte[]> {

  private static final Logger LOG = LoggerFactory.getLogger(TrainerProcessor.class);
  private static final int MANY_PARAMETERS = 100_000;

  private final TrainerParts parts;
  private final CommittedBeside beside;
  private ProcessorContext<byte[], byte[]> context;
  private DeadLetterWatch watch;
  private @Nullable RecordPass pass;
  private CommitPace pace;
  private @Nullable TrainerSensors sensors;
  private long nextWarning = MANY_PARAMETERS;

  @SuppressWarnings("NullAway.Init") // Kafka calls init before anything else
  TrainerProcessor(TrainerParts parts, CommittedBeside beside) {
    this.parts = parts;
    this.beside = beside;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> newContext) {
    context = newContext;
    watch = new DeadLetterWatch(context, parts.pipeline().deadLettersTopic());
    BlockStore store = context.getStateStore(PipelineTopology.STORE);
    pass = new RecordPass(parts, partition(), store.blocks(), new Forwarding());
    store.attach(pass.states());
    pace = CommitPace.of(parts.pipeline(), context, store);
    beside.begin(store);
    TrainerSensors begun =
        new TrainerSensors(
            context, parts.pipeline().name(), pass.learner(), parts.totals()::stalledSeconds);
    sensors = begun;
    RecordPass begunPass = pass;
    store.beforeCommits(
        () -> {
          begun.committed();
          warnOfGrowth(begunPass.learner().predictor());
        });
  }

  @Override
  public void process(Record<byte[], byte[]> given) {
    Record<byte[], byte[]> record = parts.arrived(given);
    pace.taken();
    opened(sensors).begin();
    opened(pass).take(record, parts.origin(record, context));
    opened(sensors).end();
  }

  @Override
  public void close() {
    beside.end();
    if (pass != null) {
      pass.close();
    }
    if (sensors != null) {
      sensors.close();
    }
  }

  /** Whatever comes of a record goes to the sink of its topic. */
  private final class Forwarding implements RecordPass.Sink {

    @Override
    public void write(Replay.Output to, Record<byte[], byte[]> record) {
      String sink = PipelineTopology.sink(to);
      if (to != Replay.Output.DEAD_LETTER) {
        requireRoom(record, sink);
      }
      if (to == Replay.Output.PREDICTION) {
        opened(sensors).predicted();
      }
      context.forward(record, sink);
    }

    @Override
    public void reported(WindowReport report) {
      opened(sensors).reported(report);
    }

    @Override
    public void labelled() {
      opened(sensors).labelled();
    }

    @Override
    public void decided(Decision decision, boolean notable) {
      opened(sensors).decided(decision);
      log(notable ? Level.WARN : Level.INFO, decision);
    }

    @Override
    public void rejected(Refusal refusal, Origin origin) {
      watch.add(refusal.reason(), origin);
      opened(sensors).rejected(refusal.reason());
    }
  }

  /** A record that the topic does not take would abort the transaction again and again. */
  private void requireRoom(Record<byte[], byte[]> record, String sink) {
    if (opened(pass).mustBeMeasured() && !parts.bounds().fits(record, record.value().length)) {
      throw new ConfigException(
          "output.serializer made %,d bytes for the %s topic, which with key and headers is more than it takes (%,d); let max.message.bytes and max.request.size be larger"
              .formatted(record.value().length, sink, parts.bounds().maxBytes()));
    }
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

  /** A one-hot feature of ids or free text grows until the memory is full. */
  private void warnOfGrowth(Predictor model) {
    if (model.parameterCount() < nextWarning) {
      return;
    }
    nextWarning *= 10;
    int categories = model.categoryCount();
    if (categories > 0) { // else a large network, as it was asked for
      LOG.warn(
          "the model has {} parameters and {} categories. One-hot features of ids or free text grow"
              + " without bound: give them max-categories, or leave such fields out",
          model.parameterCount(),
          categories);
    }
  }

  private static <T> T opened(@Nullable T part) {
    return Objects.requireNonNull(part, "init was not called");
  }

  private int partition() {
    return context.taskId().partition();
  }
}
