package io.gradstream.streams.output;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Where a record stands in the input topic, or in that of labels; carried in a header through the
 * repartition topic.
 *
 * @param isOfLabels whether the topic is that of labels
 * @param partition partition of the topic
 * @param offset offset in that partition
 */
public record Origin(boolean isOfLabels, int partition, long offset) {

  private static final String HEADER = "gradstream.origin";

  /** What the header adds to a record, generously. */
  public static final int HEADER_BYTES = 64;

  /** Creates the origin of a record of the input topic. */
  public Origin(int partition, long offset) {
    this(false, partition, offset);
  }

  /** Takes the origin out of the headers of a record that was repartitioned. */
  public static Origin take(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    headers.remove(HEADER);
    ByteBuffer bytes = ByteBuffer.wrap(header.value());
    int partition = bytes.getInt();
    long offset = bytes.getLong();
    return new Origin(bytes.hasRemaining(), partition, offset);
  }

  public void put(Headers headers) {
    headers.remove(HEADER);
    int mark = isOfLabels ? 1 : 0; // so that headers of before are those of the input
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + Long.BYTES + mark);
    headers.add(HEADER, bytes.putInt(partition).putLong(offset).array());
  }
}
