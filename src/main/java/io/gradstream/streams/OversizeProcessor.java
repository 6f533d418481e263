package io.gradstream.streams;

import io.gradstream.core.data.Refusal;
import io.gradstream.core.data.Refusal.Reason;
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

  private final TrainerParts parts;
  private @Nullable DeadLetterWatch watch;

  OversizeProcessor(TrainerParts parts) {
    this.parts = parts;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    super.init(context);
    watch = new DeadLetterWatch(context, parts.pipeline().deadLettersTopic());
  }

  static boolean fits(Record<byte[], byte[]> record, OutputBounds bounds) {
    return bounds.fits(
        record, OutputBounds.length(record.value()) + Origin.HEADER_BYTES + NoKey.HEADER_BYTES);
  }

  @Override
  public void process(Record<byte[], byte[]> given) {
    OutputBounds bounds = parts.bounds();
    if (!fits(given, bounds)) {
      Record<byte[], byte[]> record = parts.timed(given);
      Origin origin = parts.origin(context().recordMetadata().orElseThrow());
      String message =
          "the record is larger than the " + bounds.maxBytes() + " bytes of the repartition topic";
      Objects.requireNonNull(watch).add(Reason.TOO_LARGE, origin);
      DeadLetters deadLetters = new DeadLetters(parts.topic(origin), bounds);
      context().forward(deadLetters.of(record, origin, new Refusal(Reason.TOO_LARGE, message)));
    }
  }
}
