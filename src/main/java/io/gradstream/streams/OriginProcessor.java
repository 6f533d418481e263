package io.gradstream.streams;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Notes where a record came from, before it goes through the repartition topic. */
final class OriginProcessor extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

  private final TrainerParts parts;

  OriginProcessor(TrainerParts parts) {
    this.parts = parts;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    if (OversizeProcessor.fits(record, parts.bounds())) {
      parts.origin(context().recordMetadata().orElseThrow()).put(record.headers());
      context().forward(NoKey.hide(parts.timed(record))); // internal topics take any time
    }
  }
}
