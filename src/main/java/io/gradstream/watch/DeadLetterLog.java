package io.gradstream.watch;

import io.gradstream.client.DeadLetterHeaders;
import io.gradstream.core.text.Printable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Dead letters by reason, with the newest few of each. Not thread-safe. */
final class DeadLetterLog {

  private static final int SAMPLES = 3;
  private static final int REASONS = 32;
  private static final int TEXT = 240;
  private static final int BYTES = 48;

  private final Map<String, Reason> reasons = new TreeMap<>();
  private long count;

  private static final class Reason {
    final ArrayDeque<Snapshot.Sample> samples = new ArrayDeque<>();
    long count;
  }

  void add(ConsumerRecord<byte[], byte[]> record) {
    count++;
    String name = header(record, DeadLetterHeaders.REASON, "none");
    if (reasons.size() >= REASONS && !reasons.containsKey(name)) {
      name = "others";
    }
    Reason reason = reasons.computeIfAbsent(name, each -> new Reason());
    reason.count++;
    reason.samples.addFirst(sample(record));
    if (reason.samples.size() > SAMPLES) {
      reason.samples.removeLast();
    }
  }

  private static Snapshot.Sample sample(ConsumerRecord<byte[], byte[]> record) {
    return new Snapshot.Sample(
        millis(header(record, DeadLetterHeaders.TIMESTAMP, ""), record.timestamp()),
        "%s-%s@%s"
            .formatted(
                header(record, DeadLetterHeaders.TOPIC, "?"),
                header(record, DeadLetterHeaders.PARTITION, "?"),
                header(record, DeadLetterHeaders.OFFSET, "?")),
        Printable.of(header(record, DeadLetterHeaders.MESSAGE, "no message"), TEXT),
        preview(record.value()));
  }

  private static long millis(String text, long otherwise) {
    return text.matches("-?\\d{1,18}") ? Long.parseLong(text) : otherwise;
  }

  private static String header(
      ConsumerRecord<byte[], byte[]> record, String name, String otherwise) {
    return DeadLetterHeaders.text(record.headers(), name).orElse(otherwise);
  }

  /** Text as it is, and what is none as its first bytes. */
  static String preview(byte @Nullable [] value) {
    if (value == null) {
      return "null";
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
      if (text.chars().noneMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t')) {
        return Printable.of(text, TEXT);
      }
    } catch (CharacterCodingException e) {
      // shown as bytes
    }
    int shown = Math.min(BYTES, value.length);
    return "%s%s (%,d bytes)"
        .formatted(
            HexFormat.ofDelimiter(" ").formatHex(value, 0, shown),
            shown < value.length ? " ..." : "",
            value.length);
  }

  /**
   * Returns what was counted, the most frequent first.
   *
   * @param all whether none came before those that were looked at
   * @param shown whether samples may be shown
   */
  Snapshot.Dead view(boolean all, boolean shown) {
    List<Snapshot.Reason> views = new ArrayList<>();
    reasons.forEach(
        (name, reason) ->
            views.add(
                new Snapshot.Reason(
                    name, reason.count, shown ? List.copyOf(reason.samples) : List.of())));
    views.sort(Comparator.comparingLong(Snapshot.Reason::count).reversed());
    return new Snapshot.Dead(count, all, views);
  }
}
