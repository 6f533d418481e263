package io.gradstream.core.state;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How many blocks each stored array has, and a digest of them: written last, as a block of its own,
 * so that a block which is lost or is older than the others is found before anything is learned.
 *
 * <p>Without it an array that lost a block would be restored with zeros in its place. The digest of
 * an array is the sum of those of its blocks (CRC-32C of the bytes, mixed with the block's number
 * by SplitMix64's finalizer), so that it is kept up for the blocks that change and no other is
 * read.
 */
public final class Manifest {

  private static final String NAME = State.BESIDE + "manifest";
  private static final String KEY = BlockKey.of(NAME, 0).text();
  private static final byte FORMAT = 1;
  private static final byte TYPE = 'm';
  private static final int HEADER = 2;
  private static final int COPIES = 2;

  /** Bytes of a block's key, of both arrays' headers and of the store's and a map's entries. */
  private static final int AROUND = 256;

  private final Map<String, Blocks> arrays = new TreeMap<>();

  /** The digests of an array's blocks, 0 where there is none. */
  private static final class Blocks {
    private long[] digests = new long[1];
    private int count;
    private long sum;

    void set(int block, byte[] bytes) {
      if (block >= digests.length) {
        digests = Arrays.copyOf(digests, Math.max(block + 1, digests.length * 2));
      }
      long before = digests[block];
      long after = bytes.length == 0 ? 0 : digest(block, bytes);
      digests[block] = after;
      count += Integer.compare(after == 0 ? 0 : 1, before == 0 ? 0 : 1);
      sum += after - before;
    }
  }

  private record Entry(int count, long sum) {}

  /** Creates the manifest of a state without blocks. */
  public Manifest() {}

  /**
   * Takes in the blocks of a stored state.
   *
   * @throws StateMismatchException if they are not those that its manifest was written with; states
   *     of versions that wrote none are taken as they are
   */
  public static Manifest of(Map<String, byte[]> blocks) {
    Manifest manifest = new Manifest();
    blocks.forEach(manifest::put);
    byte[] written = blocks.get(KEY);
    if (written != null) {
      manifest.check(entries(written));
    }
    return manifest;
  }

  /** Tells whether a block is a manifest. */
  public static boolean holds(String key) {
    return key.equals(KEY);
  }

  /**
   * Returns how much memory the blocks take of which this is the manifest, at most, once they are
   * restored: those in Kafka's store, the elements in the learner, and what finds them.
   *
   * @param isIndexed tells by its name whether an array is found by an index beside it, which is as
   *     large as its elements
   */
  public static long heap(byte[] manifest, Predicate<String> isIndexed) {
    return entries(manifest).entrySet().stream()
        .mapToLong(
            entry ->
                (long) entry.getValue().count()
                    * heap(entry.getKey(), isIndexed.test(BlockKey.array(entry.getKey())) ? 1 : 0))
        .sum();
  }

  private static int heap(String group, int indexes) {
    int shift = BlockKey.shift(group);
    int elements = shift == BlockKey.FIRST ? StateArray.LARGEST_BLOCK : Long.BYTES << shift;
    return (COPIES + indexes) * elements + AROUND;
  }

  /** Hands every block of some states that has changed to {@code sink}, and then its own. */
  public void drain(Iterable<State> states, BlockSink sink) {
    Counted counted = new Counted(sink);
    states.forEach(state -> state.drain(counted));
    if (counted.any) {
      write(sink);
    }
  }

  /**
   * Takes note of a block that another manifest says to be there, or no longer to be.
   *
   * @param block its contents, {@link BlockSink#DELETED} if it was deleted
   */
  public void take(String key, byte[] block) {
    put(key, block);
  }

  /**
   * Requires that the blocks taken note of are those that another manifest was written with.
   *
   * @param written the block of the other manifest
   * @throws StateMismatchException if they are not
   */
  public void requireEqual(byte[] written) {
    check(entries(written));
  }

  /** Hands its own block, which comes last, to {@code sink}. */
  public void write(BlockSink sink) {
    sink.write(KEY, bytes());
  }

  /** Returns how many blocks there are. */
  public long blocks() {
    return arrays.values().stream().mapToLong(each -> each.count).sum();
  }

  /**
   * Returns a digest of the blocks, the same wherever the same model is: of what is stored {@link
   * State#BESIDE} it, such as which topic of which cluster it was learned from, nothing is in it.
   */
  public long digest() {
    long digest = 0;
    for (Map.Entry<String, Blocks> array : arrays.entrySet()) {
      if (!array.getKey().startsWith(State.BESIDE)) {
        byte[] name = array.getKey().getBytes(StandardCharsets.UTF_8);
        digest += mix(digest(array.getValue().count, name) ^ array.getValue().sum);
      }
    }
    return digest;
  }

  private void put(String key, byte[] block) {
    BlockKey parsed = BlockKey.parse(key);
    if (parsed != null && !key.equals(KEY)) { // of others says whoever loads them
      String name = parsed.group();
      if (block.length == 0 && !arrays.containsKey(name)) {
        return; // what was never written need not be deleted
      }
      Blocks blocks = arrays.computeIfAbsent(name, array -> new Blocks());
      blocks.set(parsed.number(), block);
      if (blocks.count == 0) {
        arrays.remove(name); // as one that was restored: it knows of no array without blocks
      }
    }
  }

  private void check(Map<String, Entry> written) {
    arrays.forEach((name, found) -> check(name, written.get(name), found));
    written.forEach((name, entry) -> check(name, entry, arrays.getOrDefault(name, new Blocks())));
  }

  private static void check(String group, @Nullable Entry written, Blocks found) {
    int wanted = written == null ? 0 : written.count();
    long sum = written == null ? 0 : written.sum();
    if (found.count == wanted && found.sum == sum) {
      return;
    }
    String difference =
        found.count == wanted
            ? "has a block that is not the one written last"
            : "has %,d blocks of the %,d that it was written with".formatted(found.count, wanted);
    throw new StateMismatchException(
        "the stored model is not whole: its array '%s' %s. "
                .formatted(BlockKey.array(group), difference)
            + "A part of its changelog topic was deleted, or written by something else."
            + " Restore the topic from a backup, or give the pipeline another name"
            + " (key 'pipeline') to learn a new model from the start of the topic.");
  }

  private byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(length());
    out.put(FORMAT).put(TYPE);
    arrays.forEach(
        (name, blocks) -> {
          byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
          out.putShort((short) utf8.length).put(utf8).putInt(blocks.count).putLong(blocks.sum);
        });
    return out.array();
  }

  private int length() {
    int length = HEADER;
    for (String name : arrays.keySet()) {
      length += Short.BYTES + name.getBytes(StandardCharsets.UTF_8).length;
      length += Integer.BYTES + Long.BYTES;
    }
    return length;
  }

  private static Map<String, Entry> entries(byte[] block) {
    if (block.length < HEADER || block[0] != FORMAT || block[1] != TYPE) {
      throw new StateMismatchException(
          "the stored model has a manifest that this version of gradstream cannot read: run the"
              + " version that wrote it, or a later one");
    }
    Map<String, Entry> entries = new TreeMap<>();
    ByteBuffer in = ByteBuffer.wrap(block, HEADER, block.length - HEADER);
    try {
      while (in.hasRemaining()) {
        byte[] name = new byte[in.getShort() & 0xffff];
        in.get(name);
        entries.put(new String(name, StandardCharsets.UTF_8), new Entry(in.getInt(), in.getLong()));
      }
    } catch (BufferUnderflowException e) {
      throw new StateMismatchException("the manifest of the stored model is cut short");
    }
    return entries;
  }

  /** Never 0, which stands for no block. */
  private static long digest(int block, byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return mix(crc.getValue() | (long) block << Integer.SIZE);
  }

  /** SplitMix64's finalizer; never 0. */
  private static long mix(long x) {
    long z = x + 0x9e3779b97f4a7c15L;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    z ^= z >>> 31;
    return z == 0 ? 1 : z;
  }

  /** Counts in what is written. */
  private final class Counted implements BlockSink {
    private final BlockSink sink;
    private boolean any;

    Counted(BlockSink sink) {
      this.sink = sink;
    }

    @Override
    public void write(String key, byte[] block) {
      any = true;
      put(key, block);
      sink.write(key, block);
    }
  }
}
