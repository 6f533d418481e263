package io.gradstream.core.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that changes in a learner: arrays by name, stored and restored block by block.
 *
 * <p>Components declare their arrays once, at construction, and keep references to them; {@link
 * #load} fills the same arrays, so the references stay good. Two states with equal blocks continue
 * alike, bit for bit.
 */
public final class State {

  /**
   * What the keys of blocks begin with that whoever keeps a learner's state stores beside it: they
   * are no arrays of the learner's.
   */
  public static final String BESIDE = "@";

  private final String within;
  private final Map<String, StateArray> arrays;

  /** Creates a state without arrays. */
  public State() {
    this("", new LinkedHashMap<>());
  }

  private State(String within, Map<String, StateArray> arrays) {
    this.within = within;
    this.arrays = arrays;
  }

  /** Declares an array of doubles with {@code size} zeros. */
  public DoubleArray doubles(String name, int size) {
    return declare(new DoubleArray(within + name), size);
  }

  /** Declares an array of longs with {@code size} zeros. */
  public LongArray longs(String name, int size) {
    return declare(new LongArray(within + name), size);
  }

  /** Declares an empty array of bytes. */
  public ByteArray bytes(String name) {
    return declare(new ByteArray(within + name), 0);
  }

  /** Returns how many bytes the next {@link #drain} writes, about. */
  public long dirtyBytes() {
    return arrays.values().stream().mapToLong(StateArray::dirtyBytes).sum();
  }

  /** Returns how many bytes all elements have. */
  public long bytes() {
    return arrays.values().stream().mapToLong(a -> (long) a.size() * a.width()).sum();
  }

  /** Returns a view that declares arrays under {@code prefix}. */
  public Scope scope(String prefix) {
    return new Scope(prefix, null);
  }

  /** Hands every block changed since the last call to {@code sink}. */
  public void drain(BlockSink sink) {
    for (StateArray array : arrays.values()) {
      array.drain(sink);
    }
  }

  /**
   * Reads one stored block into the array it belongs to.
   *
   * @throws StateMismatchException if no array of that name is declared, or its type differs
   */
  public void load(String key, byte[] block) {
    BlockKey parsed = BlockKey.parse(key);
    StateArray array = parsed == null ? null : arrays.get(parsed.array());
    if (parsed == null || array == null) {
      throw new StateMismatchException(
          "the stored model has a block '%s' of no array that this pipeline has: blocks of another"
                  .formatted(key)
              + " model are among its own. Restore it from a backup, or give the pipeline another"
              + " name (key 'pipeline') to learn a new model from the start of the topic.");
    }
    array.load(parsed, block);
  }

  /**
   * Takes over one block that has changed since the others were loaded; of an array that is not
   * declared here it is passed over. Once all blocks of a drain are taken over, whatever their
   * order, the arrays are those that were drained.
   *
   * @param block its new contents, {@link BlockSink#DELETED} if it was deleted
   * @return whether it is of an array of this state
   */
  public boolean apply(String key, byte[] block) {
    BlockKey parsed = BlockKey.parse(key);
    StateArray array = parsed == null ? null : arrays.get(parsed.array());
    if (parsed == null || array == null) {
      return false;
    }
    array.apply(parsed, block);
    return true;
  }

  private <A extends StateArray> A declare(A array, int size) {
    if (arrays.putIfAbsent(array.name(), array) != null) {
      throw new IllegalArgumentException("state array '" + array.name() + "' is declared twice");
    }
    array.declare(size);
    return array;
  }

  /** Arrays that belong together and can be copied as one: a model, a checkpoint. */
  public final class Scope {

    private final String prefix;
    private final @Nullable Scope parent;
    private final List<StateArray> members = new ArrayList<>();

    private Scope(String prefix, @Nullable Scope parent) {
      this.prefix = prefix;
      this.parent = parent;
    }

    /** Declares an array of doubles with {@code size} zeros in this scope. */
    public DoubleArray doubles(String name, int size) {
      return add(State.this.doubles(prefix + "." + name, size));
    }

    /** Declares an array of longs with {@code size} zeros in this scope. */
    public LongArray longs(String name, int size) {
      return add(State.this.longs(prefix + "." + name, size));
    }

    /**
     * Returns a view of the whole state that declares arrays under this scope and {@code name}, for
     * parts that expect a state of their own. They are stored and loaded with all others, but not
     * copied with this scope.
     */
    public State nested(String name) {
      return new State(within + prefix + "." + name + ".", arrays);
    }

    /** Returns a scope within this one, which is copied with it. */
    public Scope scope(String name) {
      return new Scope(prefix + "." + name, this);
    }

    /** Makes every array here equal to its twin in {@code source}, declared in the same order. */
    public void copyFrom(Scope source) {
      for (int i = 0; i < members.size(); i++) {
        members.get(i).copyFrom(source.members.get(i));
      }
    }

    private <A extends StateArray> A add(A array) {
      for (Scope scope = this; scope != null; scope = scope.parent) {
        scope.members.add(array);
      }
      return array;
    }
  }
}
