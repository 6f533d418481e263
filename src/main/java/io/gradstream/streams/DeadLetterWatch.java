package io.gradstream.streams;

import io.gradstream.core.data.Refusal.Reason;
import io.gradstream.streams.output.Origin;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that dead letters come: the first of a reason at once, then a line a minute and reason with
 * how many came since.
 *
 * <p>Lines go by the wall clock, which is no part of what is learned. The lines name no value, for
 * that is in the dead letter itself.
 */
final class DeadLetterWatch {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterWatch.class);
  private static final Duration PERIOD = Duration.ofMinutes(1);

  private final String topic;
  private final Map<Reason, Since> since = new EnumMap<>(Reason.class);

  /** What came of a reason since its last line. */
  private static final class Since {
    private long count;
    private Origin newest;

    private Since(Origin origin) {
      newest = origin;
    }
  }

  /**
   * Begins to watch.
   *
   * @param context of the processor that makes the dead letters
   * @param topic where they go
   */
  DeadLetterWatch(ProcessorContext<byte[], byte[]> context, String topic) {
    this.topic = topic;
    context.schedule(PERIOD, PunctuationType.WALL_CLOCK_TIME, now -> tell());
  }

  /** Notes a dead letter. */
  void add(Reason reason, Origin origin) {
    Since known = since.get(reason);
    if (known == null) {
      since.put(reason, new Since(origin));
      LOG.warn(
          "dead letter {}: the record at partition {}, offset {} of the input; its headers in {} say"
              + " what is wrong. More of this reason are counted, a line a minute",
          reason,
          origin.partition(),
          origin.offset(),
          topic);
    } else {
      known.count++;
      known.newest = origin;
    }
  }

  /** A reason of which nothing came for a whole period begins anew. */
  private void tell() {
    since.values().removeIf(it -> it.count == 0);
    since.forEach(
        (reason, it) -> {
          LOG.warn(
              "dead letters {}: {} more in the last minute, the newest at partition {}, offset {}",
              reason,
              it.count,
              it.newest.partition(),
              it.newest.offset());
          it.count = 0;
        });
  }
}
