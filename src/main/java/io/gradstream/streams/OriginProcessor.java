package io.gradstream.streams;

import java.util.Objects;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Notes where a record came from, before it goes through the repartition topic. */
final class OriginProcessor extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

  private final TrainerParts parts;
  private final CommittedBeside beside;
  private @Nullable PassingPace pace;

  OriginProcessor(TrainerParts parts, CommittedBeside beside) {
    this.parts = parts;
    this.beside = beside;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    super.init(context);
    pace =
        new PassingPace(
            beside::isModelDirty, context::commit, CommitPace.clock(parts.pipeline(), context));
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Objects.requireNonNull(pace, "init was not called").passed(); // dead letters, too
    if (OversizeProcessor.fits(record, parts.bounds())) {
      parts.origin(context().recordMetadata().orElseThrow()).put(record.headers());
      context().forward(NoKey.hide(parts.timed(record))); // internal topics take any time
    }
  }
}
