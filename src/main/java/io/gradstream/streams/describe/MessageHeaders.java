package io.gradstream.streams.describe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gradstream.client.DeadLetterHeaders;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The headers of a topic's records.
 *
 * @param description what is to be said of all of them
 * @param always those that every record has, with a sentence each
 * @param sometimes those that some have
 */
record MessageHeaders(
    String description, Map<String, String> always, Map<String, String> sometimes) {

  /** Returns headers of which no name is fixed. */
  static MessageHeaders any(String description) {
    return new MessageHeaders(description, Map.of(), Map.of());
  }

  /** Returns those of dead letters. */
  static MessageHeaders ofDeadLetters() {
    Map<String, String> always = new LinkedHashMap<>();
    always.put(DeadLetterHeaders.REASON, "Why the record was not used, by a fixed name.");
    always.put(DeadLetterHeaders.MESSAGE, "The same in a sentence, cut at 1,024 characters.");
    always.put(DeadLetterHeaders.TOPIC, "The topic that it was read from.");
    always.put(DeadLetterHeaders.PARTITION, "Its partition there.");
    always.put(DeadLetterHeaders.OFFSET, "Its offset there.");
    always.put(
        DeadLetterHeaders.TIMESTAMP, "Its timestamp there, in milliseconds since the epoch.");
    for (String name :
        new String[] {
          DeadLetterHeaders.STREAMS_EXCEPTION,
          DeadLetterHeaders.STREAMS_MESSAGE,
          DeadLetterHeaders.STREAMS_STACKTRACE,
          DeadLetterHeaders.STREAMS_TOPIC,
          DeadLetterHeaders.STREAMS_PARTITION,
          DeadLetterHeaders.STREAMS_OFFSET
        }) {
      always.put(name, "As Kafka Streams' own dead letters have it (KIP-1034).");
    }
    Map<String, String> sometimes = new LinkedHashMap<>();
    sometimes.put(DeadLetterHeaders.KEY_LENGTH, "Bytes of the whole key, where it was cut.");
    sometimes.put(DeadLetterHeaders.VALUE_LENGTH, "Bytes of the whole value, where it was cut.");
    sometimes.put(DeadLetterHeaders.VALUE_SHA256, "SHA-256 of the whole value, where it was cut.");
    return new MessageHeaders(
        "Texts in UTF-8, beside the record's own headers, which are left out where it was cut.",
        always,
        sometimes);
  }

  /** Writes their schema. */
  void writeTo(ObjectNode node) {
    node.put("type", "object").put("description", description);
    if (always.isEmpty() && sometimes.isEmpty()) {
      return;
    }
    ObjectNode properties = node.putObject("properties");
    always.forEach((name, text) -> property(properties, name, text));
    sometimes.forEach((name, text) -> property(properties, name, text));
    always.keySet().forEach(node.putArray("required")::add);
  }

  private static void property(ObjectNode properties, String name, String text) {
    properties.putObject(name).put("type", "string").put("description", text);
  }
}
