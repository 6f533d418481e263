package io.gradstream.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gradstream.schema.WireFormat;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * The arithmetic of the flights' pipeline written down by hand for this one schema and model: what
 * plain Java can do if it may be naive. It is compared with the learner in speed, and held to the
 * learner's predictions by {@link SketchTest}.
 *
 * <p>Fused: a record's bytes are read in place, each number is counted and standardised (Welford),
 * each category hashed and looked up (open addressing), then dot product, logistic, log-loss and
 * the optimizer's step. A number beyond those before it widens the range of its column, which is
 * where the learner asks whether it is an outlier. Where the pipeline keeps a checkpoint, {@link
 * SketchCheckpoint} is scored beside the model. No windows but for when a checkpoint is kept, no
 * state that could be stored, no schema but this one.
 */
abstract class Sketch {

  /** The fields and types that are read, in order; {@code double?} may be null. */
  static final List<String> FIELDS =
      List.of(
          "time string",
          "flight string",
          "month long",
          "dow long",
          "sched_hour long",
          "carrier string",
          "origin string",
          "dest string",
          "distance long",
          "temp double?",
          "dewp double?",
          "humid double?",
          "wind_speed double?",
          "precip double?",
          "pressure double?",
          "visib double?",
          "delayed long");

  /** Number of numeric columns. */
  static final int NUMBERS = 8;

  /** Number of categories, all of them present in every record. */
  static final int CATEGORIES = 6;

  private static final byte NULL = 0; // the union's first branch
  private static final double CLIP_EPSILON = 1e-6;
  private static final VarHandle DOUBLES =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

  /** Weights, each with its moments beside it: the bias, the numbers, then the categories. */
  protected double[] cells;

  /** Standardised numbers of the present record. */
  protected final double[] x = new double[NUMBERS];

  /** Where in {@link #cells} the weights of the present record's categories are. */
  protected final int[] active = new int[CATEGORIES];

  private final int stride;
  private final double clipNorm;
  private final double[] means = new double[NUMBERS];
  private final double[] m2 = new double[NUMBERS];
  private final double[] counts = new double[NUMBERS];
  private double known;
  private double inverse; // of the count known: one division for most of the numbers
  private long[] keys = new long[1 << 10];
  private int[] places = new int[1 << 10];
  private int used;
  private int at;
  private final SketchCheckpoint.LogLoss logLoss = new SketchCheckpoint.LogLoss();
  private final double[] given = new double[NUMBERS]; // the numbers as they came, NaN where missing
  private final double[] scales = new double[NUMBERS];
  private final double[] low = new double[NUMBERS];
  private final double[] high = new double[NUMBERS];
  private final Optional<SketchCheckpoint> checkpoint;

  /**
   * Creates a sketch that has seen nothing.
   *
   * @param stride 1 and the number of moments
   * @param clipNorm largest norm of a gradient
   * @param checkpoint what is scored beside it, if anything is
   */
  Sketch(int stride, double clipNorm, Optional<SketchCheckpoint> checkpoint) {
    this.stride = stride;
    this.clipNorm = clipNorm;
    this.checkpoint = checkpoint;
    Arrays.fill(low, Double.POSITIVE_INFINITY);
    Arrays.fill(high, Double.NEGATIVE_INFINITY);
    used = 1 + NUMBERS;
    cells = new double[stride << 10];
  }

  /** Throws if records of a schema are not what the sketch reads. */
  static void requireFit(Schema schema) {
    List<String> fields =
        schema.getFields().stream()
            .map(field -> field.name() + " " + name(field.schema()))
            .toList();
    if (!fields.equals(FIELDS)) {
      throw new IllegalArgumentException("the sketch reads " + FIELDS + ", not " + fields);
    }
  }

  private static String name(Schema type) {
    return type.isUnion() && type.getTypes().get(0).getType() == Schema.Type.NULL
        ? name(type.getTypes().get(1)) + "?"
        : type.getType().getName();
  }

  /** Takes a record in the registry's wire format: returns its prediction, then learns from it. */
  final double take(byte[] value) {
    at = WireFormat.HEADER_LENGTH;
    skipText(value);
    skipText(value);
    for (int i = 0; i < 3; i++) {
      active[i] = place(mix(integer(value), i));
    }
    for (int i = 3; i < CATEGORIES; i++) {
      active[i] = place(text(value, i));
    }
    double squares = numbers(value);
    double label = integer(value);
    double p = logistic(dot());
    logLoss.add(p, label);
    if (checkpoint.isPresent()) {
      checkpoint.get().take(given, active, stride, p, label);
    }
    double error = p - label;
    double norm = Math.abs(error) * Math.sqrt(squares);
    double factor = clipNorm / (norm + CLIP_EPSILON);
    step(factor < 1 ? error * factor : error);
    if (checkpoint.isPresent() && checkpoint.get().isBeaten()) {
      checkpoint.get().adopt(cells, means, scales);
    }
    return p;
  }

  /** Returns the mean log-loss of so many records. */
  final double logLoss(long records) {
    return logLoss.mean(records);
  }

  /**
   * Moves the weights of the present record.
   *
   * @param error derivative of the loss by the output: the gradient of a category's weight
   */
  abstract void step(double error);

  /** Counts and standardises the numbers; returns the squares of all inputs, bias included. */
  private double numbers(byte[] value) {
    double squares = 1 + CATEGORIES;
    squares += standardise(0, integer(value));
    for (int i = 1; i < NUMBERS; i++) {
      if (value[at++] == NULL) {
        x[i] = 0;
        given[i] = Double.NaN;
      } else {
        squares += standardise(i, (double) DOUBLES.get(value, at));
        at += Double.BYTES;
      }
    }
    return squares;
  }

  private double standardise(int i, double number) {
    given[i] = number;
    if (!(number >= low[i] && number <= high[i])) {
      low[i] = Math.min(low[i], number);
      high[i] = Math.max(high[i], number);
    }
    double n = ++counts[i];
    if (n != known) {
      known = n;
      inverse = 1 / n;
    }
    double delta = number - means[i];
    double mean = means[i] += delta * inverse;
    double deviations = m2[i] += delta * (number - mean);
    double scale = Math.sqrt(n / deviations);
    scales[i] = scale <= Double.MAX_VALUE ? scale : 0;
    double scaled = (number - mean) * scales[i];
    x[i] = scaled;
    return scaled * scaled;
  }

  private double dot() {
    double sum = cells[0];
    for (int i = 0, cell = stride; i < NUMBERS; i++, cell += stride) {
      sum += cells[cell] * x[i];
    }
    for (int i = 0; i < CATEGORIES; i++) {
      sum += cells[active[i]];
    }
    return sum;
  }

  static double logistic(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  private void skipText(byte[] value) {
    int length = (int) integer(value);
    at += length;
  }

  /** Returns the hash of a text; all of the flights' fit into eight bytes. */
  private long text(byte[] value, int field) {
    int length = (int) integer(value);
    if (length > Long.BYTES) {
      throw new IllegalArgumentException("longer than 8 bytes: " + new String(value, UTF_8));
    }
    long bytes = length;
    for (int end = at + length; at < end; at++) {
      bytes = bytes << 8 | value[at] & 0xFF;
    }
    return mix(bytes, field);
  }

  /** Reads an integer of Avro: variable length, zigzag. */
  private long integer(byte[] value) {
    long bits = value[at++];
    if (bits < 0) {
      bits &= 0x7F;
      int shift = 7;
      byte next;
      do {
        next = value[at++];
        bits |= (long) (next & 0x7F) << shift;
        shift += 7;
      } while (next < 0);
    }
    return bits >>> 1 ^ -(bits & 1);
  }

  /** Returns a hash, never 0, by the finalizer of MurmurHash3. */
  private static long mix(long bits, int field) {
    long hash = (bits + field * 0x9E3779B97F4A7C15L) * 0xFF51AFD7ED558CCDL;
    hash = (hash ^ hash >>> 33) * 0xC4CEB9FE1A85EC53L;
    return hash ^ hash >>> 33 | 1;
  }

  /** Returns where the weight of a category is; a new one gets the next place. */
  private int place(long key) {
    int mask = keys.length - 1;
    int slot = (int) (key >>> 32) & mask;
    while (keys[slot] != key) {
      if (keys[slot] == 0) {
        return admit(key, slot);
      }
      slot = slot + 1 & mask;
    }
    return places[slot];
  }

  private int admit(long key, int slot) {
    if (2 * used > keys.length) {
      throw new IllegalStateException("the sketch has room for " + used + " categories only");
    }
    int place = used++ * stride;
    if (place + stride > cells.length) {
      cells = Arrays.copyOf(cells, 2 * cells.length);
    }
    keys[slot] = key;
    places[slot] = place;
    return place;
  }
}
