package io.gradstream.streams.output;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Where a record stands in the input topic; carried in a header through the repartition topic.
 *
 * @param partition partition of the input topic
 * @param offset offset in that partition
 */
public record Origin(int partition, long offset) {

  private static final String HEADER = "gradstream.origin";

  /** What the header adds to a record, generously. */
  public static final int HEADER_BYTES = 64;

  /** Returns the origin of a record that was read from the input topic itself. */
  public static Origin of(RecordMetadata metadata) {
    return new Origin(metadata.partition(), metadata.offset());
  }

  /** Takes the origin out of the headers of a record that was repartitioned. */
  public static Origin take(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    headers.remove(HEADER);
    ByteBuffer bytes = ByteBuffer.wrap(header.value());
    return new Origin(bytes.getInt(), bytes.getLong());
  }

  public void put(Headers headers) {
    headers.remove(HEADER);
    byte[] bytes =
        ByteBuffer.allocate(Integer.BYTES + Long.BYTES).putInt(partition).putLong(offset).array();
    headers.add(HEADER, bytes);
  }
}
