package io.gradstream.crash;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record of an output topic, as it is or as it should be.
 *
 * @param place where it stands: topic, partition and offset; empty for what should be
 */
record Message(
    String place,
    byte @Nullable [] key,
    byte @Nullable [] value,
    List<Header> headers,
    long timestamp) {

  static Message of(
      String place,
      byte @Nullable [] key,
      byte @Nullable [] value,
      Headers headers,
      long timestamp) {
    List<Header> all = new ArrayList<>();
    headers.forEach(all::add);
    return new Message(place, key, value, List.copyOf(all), timestamp);
  }

  /** Returns the text of the last header of a name, empty if there is none. */
  String header(String name) {
    String text = "";
    for (Header header : headers) {
      if (header.key().equals(name)) {
        text = new String(header.value(), StandardCharsets.UTF_8);
      }
    }
    return text;
  }

  /** Returns which part differs from what should be, with both values; empty if none does. */
  Optional<String> difference(Message should, Values values) {
    if (!Arrays.equals(value, should.value)) {
      return Optional.of(values.difference(value, should.value));
    } else if (!Arrays.equals(key, should.key)) {
      return Optional.of("key: " + Values.hex(key) + ", should be " + Values.hex(should.key));
    } else if (timestamp != should.timestamp) {
      return Optional.of("timestamp: was %d, should be %d".formatted(timestamp, should.timestamp));
    }
    return headers.equals(should.headers)
        ? Optional.empty()
        : Optional.of("headers: were %s, should be %s".formatted(headers, should.headers));
  }
}
