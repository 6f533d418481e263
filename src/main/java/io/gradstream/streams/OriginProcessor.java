package io.gradstream.streams;

import io.gradstream.streams.output.Origin;
import io.gradstream.streams.output.OutputBounds;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Notes where a record came from, before it goes through the repartition topic. */
final class OriginProcessor extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

  private final OutputBounds bounds;

  OriginProcessor(OutputBounds bounds) {
    this.bounds = bounds;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    if (OversizeProcessor.fits(record, bounds)) {
      Origin.of(context().recordMetadata().orElseThrow()).put(record.headers());
      context().forward(NoKey.hide(record)); // internal topics take any time
    }
  }
}
