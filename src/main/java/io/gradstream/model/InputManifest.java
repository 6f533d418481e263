package io.gradstream.model;

import io.gradstream.core.state.ByteArray;
import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How far a model has read its input: of which topic, and up to which offset of each partition.
 *
 * <p>Stored with the model, in the transaction that commits its offsets, so that both can be held
 * against each other. Models of earlier versions have none.
 */
public final class InputManifest {

  private static final String INPUT = State.BESIDE + "input";
  private static final String LABELS = State.BESIDE + "labels";

  private final State state = new State();
  private final ByteArray topic;
  private final LongArray next;

  /** Creates the manifest of a model that has read nothing. */
  public InputManifest() {
    this(INPUT);
  }

  /** Creates the manifest of a model that has read nothing of the topic of labels. */
  public static InputManifest ofNoLabels() {
    return new InputManifest(LABELS);
  }

  private InputManifest(String name) {
    topic = state.bytes(name);
    next = state.longs(name + ".offsets", 0);
    next.layDense(); // at the end of the changelog there is all of it, or none
  }

  /**
   * Returns what the blocks of a stored model say of its input; those of others are passed over.
   */
  public static InputManifest of(Map<String, byte[]> blocks) {
    return new InputManifest(INPUT).load(INPUT, blocks);
  }

  /** Returns what the blocks of a stored model say of the topic of labels. */
  public static InputManifest ofLabels(Map<String, byte[]> blocks) {
    return new InputManifest(LABELS).load(LABELS, blocks);
  }

  private InputManifest load(String name, Map<String, byte[]> blocks) {
    blocks.forEach(
        (key, block) -> {
          if (key.startsWith(name)) {
            state.load(key, block);
          }
        });
    return this;
  }

  /** Tells whether a block is one of a manifest's, of an input or of labels. */
  public static boolean holds(String key) {
    return key.startsWith(INPUT) || key.startsWith(LABELS);
  }

  /** Returns what is to be stored with the model. */
  public State state() {
    return state;
  }

  /** Returns the topic; none if the model has read nothing yet, or is of an earlier version. */
  public Optional<InputTopic> topic() {
    return topic.size() == 0
        ? Optional.empty()
        : Optional.of(InputTopic.parse(new String(topic.toBytes(), StandardCharsets.UTF_8)));
  }

  /** Returns how many partitions the topic had. */
  public int partitions() {
    return next.size();
  }

  /** Returns the offset after the last record that was read, 0 if none was. */
  public long next(int partition) {
    return partition < next.size() ? next.get(partition) : 0;
  }

  /** Returns the offsets after the last record that was read, by partition. */
  List<Long> offsets() {
    return IntStream.range(0, partitions()).mapToObj(this::next).toList();
  }

  /** Begins a topic of so many partitions, of which nothing has been read. */
  public void begin(InputTopic newTopic, int partitions) {
    topic.set(newTopic.text().getBytes(StandardCharsets.UTF_8));
    next.resize(0);
    next.resize(partitions);
  }

  /** Notes that the topic has at least so many partitions. */
  public void widen(int partitions) {
    next.grow(partitions);
  }

  /** Notes that a record was read; both blocks are stored anew, so that they lie side by side. */
  public void took(int partition, long offset) {
    next.grow(partition + 1);
    next.set(partition, offset + 1);
    topic.touch(0);
  }
}
