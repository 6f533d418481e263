package io.gradstream.client;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The headers of a dead letter, in UTF-8: why the record was not used, and where it came from. They
 * are a published format.
 */
public final class DeadLetterHeaders {

  /** One of {@link io.gradstream.core.data.Refusal.Reason}, by its name. */
  public static final String REASON = "gradstream.reason";

  /** A sentence for people, cut at 1,024 characters. */
  public static final String MESSAGE = "gradstream.message";

  /** The topic that the record was read from. */
  public static final String TOPIC = "gradstream.topic";

  /** Its partition there. */
  public static final String PARTITION = "gradstream.partition";

  /** Its offset there. */
  public static final String OFFSET = "gradstream.offset";

  /** Its timestamp there, in milliseconds since the epoch. */
  public static final String TIMESTAMP = "gradstream.timestamp";

  /** Bytes of the whole key, where key and value were cut. */
  public static final String KEY_LENGTH = "gradstream.key-length";

  /** Bytes of the whole value, where key and value were cut. */
  public static final String VALUE_LENGTH = "gradstream.value-length";

  /** SHA-256 of the whole value in hexadecimal digits, where key and value were cut. */
  public static final String VALUE_SHA256 = "gradstream.value-sha256";

  /** What Kafka Streams' own dead letters (KIP-1034) call the class of the exception. */
  public static final String STREAMS_EXCEPTION = "__streams.errors.exception";

  /** The same sentence as {@link #MESSAGE}, by the name of Kafka Streams. */
  public static final String STREAMS_MESSAGE = "__streams.errors.message";

  /**
   * The exception in a line, by the name of Kafka Streams; there is no trace of a record's fault.
   */
  public static final String STREAMS_STACKTRACE = "__streams.errors.stacktrace";

  /** The same as {@link #TOPIC}, by the name of Kafka Streams. */
  public static final String STREAMS_TOPIC = "__streams.errors.topic";

  /** The same as {@link #PARTITION}, by the name of Kafka Streams. */
  public static final String STREAMS_PARTITION = "__streams.errors.partition";

  /** The same as {@link #OFFSET}, by the name of Kafka Streams. */
  public static final String STREAMS_OFFSET = "__streams.errors.offset";

  private DeadLetterHeaders() {}

  /** Returns the text of a header, empty if it is not there. */
  public static Optional<String> text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
  }
}
