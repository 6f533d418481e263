package io.gradstream.streams.input;

import io.gradstream.client.ApplicationException;
import io.gradstream.core.learn.Decision.Kind;
import io.gradstream.core.state.State;
import io.gradstream.model.InputManifest;
import io.gradstream.model.InputTopic;
import io.gradstream.pipeline.OnDataLoss;
import io.gradstream.streams.output.Origin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds each record that comes to a trainer against those that came before it.
 *
 * <p>A record at or before the last one of its partition comes again and is passed over. Offsets
 * that are left out are legal: of marks of transactions, of aborted records, of what compaction
 * took. They are lost records only where the log begins after them, which is known at once if the
 * consumer was told so, and else when the log has been looked at anew.
 */
public final class Arrivals {

  /** A log that is compacted has gaps without end, and is not cut off at its beginning. */
  private static final int MOST_OPEN = 1000;

  private final InputLog log;
  private final OnDataLoss policy;
  private final InputManifest manifest;
  private final Deque<Gap> open = new ArrayDeque<>();
  private final Map<Integer, Long> lastRepeated = new HashMap<>();
  private final List<Notice> notices = new ArrayList<>();

  /** Offsets that did not come, up to one that did. */
  private record Gap(int partition, long from, long to, int look) {}

  /**
   * Takes over what a model has read.
   *
   * @param blocks those of the stored model
   * @throws ApplicationException if that was of a topic that has been replaced, and the policy is
   *     not to go on
   */
  public Arrivals(InputLog log, OnDataLoss policy, Map<String, byte[]> blocks) {
    this(log, policy, InputManifest.of(blocks));
  }

  /** Takes over what a model has read of the topic of labels. */
  public static Arrivals ofLabels(InputLog log, OnDataLoss policy, Map<String, byte[]> blocks) {
    return new Arrivals(log, policy, InputManifest.ofLabels(blocks));
  }

  private Arrivals(InputLog log, OnDataLoss policy, InputManifest manifest) {
    this.log = log;
    this.policy = policy;
    this.manifest = manifest;
    log.topic().ifPresent(this::open);
  }

  private void open(InputTopic topic) {
    InputTopic before = manifest.topic().orElse(topic);
    if (topic.replaces(before)) {
      String reason = Sentences.replaced(topic, before);
      find(Kind.TOPIC_REPLACED, "continue", reason, 1, policy.failsOnWhatCanBeMended());
    }
    if (!topic.name().equals(before.name()) && policy.failsOnWhatCanBeMended()) {
      throw new ApplicationException(Sentences.another(topic, before) + Sentences.OF_ANOTHER);
    }
    int had = manifest.partitions();
    if (manifest.topic().isEmpty() || !topic.equals(before)) {
      manifest.begin(topic, log.partitions());
    } else if (had < log.partitions()) {
      added(topic, log.partitions());
    }
  }

  private void added(InputTopic topic, int now) {
    int had = manifest.partitions();
    String reason = Sentences.added(topic, had, now);
    find(Kind.PARTITIONS_ADDED, "continue", reason, now - had, false);
    manifest.widen(now);
  }

  /** Returns what is to be stored with the model. */
  public State state() {
    return manifest.state();
  }

  /** Takes a record; tells whether it is to be used. */
  public boolean take(Origin origin) {
    InputTopic topic = log.topic().orElse(null);
    if (topic == null) {
      return true;
    }
    if (origin.partition() >= manifest.partitions()) {
      added(topic, Math.max(log.partitions(), origin.partition() + 1));
    }
    if (!open.isEmpty()) {
      settle();
    }
    int partition = origin.partition();
    long next = manifest.next(partition);
    if (origin.offset() < next) {
      repeated(partition, origin.offset(), next);
      return false;
    }
    if (next > 0 && origin.offset() > next) {
      missing(new Gap(partition, next, origin.offset(), log.looks()));
    }
    manifest.took(partition, origin.offset());
    return true;
  }

  /** Returns what was found since the last call. */
  public List<Notice> notices() {
    if (notices.isEmpty()) {
      return List.of();
    }
    List<Notice> found = List.copyOf(notices);
    notices.clear();
    return found;
  }

  /** Those up to {@code next} come one after the other, and are spoken of once. */
  private void repeated(int partition, long offset, long next) {
    log.countRepeated();
    Long last = lastRepeated.put(partition, offset);
    if (last == null || offset <= last) {
      String reason = Sentences.again(partition, offset, next);
      find(Kind.RECORDS_REPEATED, "skip", reason, next - offset, policy.failsOnWhatCanBeMended());
    }
  }

  private void missing(Gap gap) {
    if (!lost(gap, log.start(gap.partition())) && open.size() < MOST_OPEN) {
      open.add(gap);
    }
  }

  /**
   * A look that was under way at the gap may have missed it; the one after it has not. Where the
   * log begins later on tells nothing, for by then what was read is deleted as well.
   */
  private void settle() {
    int looks = log.looks();
    while (!open.isEmpty() && looks > open.peek().look() + 1) {
      Gap gap = open.remove();
      lost(gap, log.start(gap.partition(), gap.look() + 1));
    }
  }

  private boolean lost(Gap gap, long start) {
    long deleted = Math.min(start, gap.to());
    long passedOver = Math.min(log.passedOver(gap.partition()), gap.to());
    long end = Math.max(deleted, passedOver);
    if (end <= gap.from()) {
      return false;
    }
    String reason =
        deleted >= passedOver
            ? Sentences.deleted(gap.partition(), gap.from(), end)
            : Sentences.passedOver(gap.partition(), gap.from(), end);
    log.countLost(end - gap.from());
    boolean fails = policy.failsOnLoss() && !log.isAccepted(gap.partition(), end);
    find(Kind.RECORDS_LOST, "continue", reason, end - gap.from(), fails);
    return true;
  }

  private void find(Kind kind, String action, String reason, long count, boolean fails) {
    if (fails) {
      throw new ApplicationException(
          reason + ". The pipeline ends; 'on-data-loss: continue' in its file lets it go on");
    }
    notices.add(new Notice(kind, action, reason, count));
  }
}
