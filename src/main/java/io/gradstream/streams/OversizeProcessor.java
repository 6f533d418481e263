package io.gradstream.streams;

import io.gradstream.core.data.Refusal;
import io.gradstream.core.data.Refusal.Reason;
import io.gradstream.streams.output.DeadLetters;
import io.gradstream.streams.output.Origin;
import io.gradstream.streams.output.OutputBounds;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Dead-letters the records that the repartition topic would not take; the rest it leaves alone. */
final class OversizeProcessor extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

  private final DeadLetters deadLetters;
  private final OutputBounds bounds;

  OversizeProcessor(String topic, OutputBounds bounds) {
    this.deadLetters = new DeadLetters(topic, bounds);
    this.bounds = bounds;
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
      context().forward(deadLetters.of(record, origin, new Refusal(Reason.TOO_LARGE, message)));
    }
  }
}
