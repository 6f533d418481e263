package io.gradstream.streams;

import io.gradstream.core.data.Refusal;
import io.gradstream.core.data.Refusal.Reason;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.streams.output.DeadLetters;
import io.gradstream.streams.output.Origin;
import io.gradstream.streams.output.OutputBounds;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Dead-letters the records that the repartition topic would not take; the rest it leaves alone. */
final class OversizeProcessor extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

  private final Pipeline pipeline;
  private final DeadLetters deadLetters;
  private final OutputBounds bounds;
  private @Nullable DeadLetterWatch watch;

  OversizeProcessor(Pipeline pipeline, OutputBounds bounds) {
    this.pipeline = pipeline;
    this.deadLetters = new DeadLetters(pipeline.input().topic(), bounds);
    this.bounds = bounds;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    super.init(context);
    watch = new DeadLetterWatch(context, pipeline.deadLettersTopic());
  }

  static boolean fits(Record<byte[], byte[]> record, OutputBounds bounds) {
    return bounds.fits(
        record, OutputBounds.length(record.value()) + Origin.HEADER_BYTES + NoKey.HEADER_BYTES);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    if (!fits(record, bounds)) {
      Origin origin = Origin.of(context().recordMetadata().orElseThrow());
      String message =
          "the record is larger than the " + bounds.maxBytes() + " bytes of the repartition topic";
      Objects.requireNonNull(watch).add(Reason.TOO_LARGE, origin);
      context().forward(deadLetters.of(record, origin, new Refusal(Reason.TOO_LARGE, message)));
    }
  }
}
