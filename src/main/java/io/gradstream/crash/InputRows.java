package io.gradstream.crash;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.RowLayout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Made-up rows for any pipeline: skewed categories that grow, numbers now and then wild, fields now
 * and then missing, a label that depends on the first number. Each is drawn from one generator, so
 * that the same seed gives the same rows.
 */
final class InputRows {

  private static final double MISSING = 0.05;
  private static final double WILD = 0.003;
  private static final double MOST_CATEGORIES = 60;
  private static final double[] WILD_NUMBERS = {
    Double.NaN, Double.POSITIVE_INFINITY, 1e300, -1e12, 0
  };

  private final RowLayout layout;
  private final double unlabelled;
  private final boolean tells;
  private final Random random;

  /**
   * Creates rows.
   *
   * @param unlabelled the share of them in which the label is null
   * @param tells whether the first number tells the label
   */
  InputRows(RowLayout layout, double unlabelled, boolean tells, Random random) {
    this.layout = layout;
    this.tells = tells;
    this.unlabelled = unlabelled;
    this.random = random;
  }

  /**
   * Makes a row.
   *
   * @param time the record's, in milliseconds since the epoch
   */
  GenericRecord next(Schema schema, long time) {
    double leaning = random.nextGaussian();
    return fill(schema, "", time, leaning);
  }

  /** Makes a row without a label. */
  GenericRecord waiting(Schema schema, long time) {
    GenericRecord row = next(schema, time);
    String label = layout.label().field();
    if (schema.getField(label) != null) {
      row.put(label, null);
    }
    return row;
  }

  private GenericRecord fill(Schema schema, String prefix, long time, double leaning) {
    GenericRecord row = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      String path = prefix + field.name();
      switch (field.schema().getType()) {
        case INT -> row.put(field.pos(), random.nextInt(100));
        case RECORD -> row.put(field.pos(), fill(field.schema(), path + ".", time, leaning));
        default -> row.put(field.pos(), value(path, time, leaning));
      }
    }
    return row;
  }

  private @Nullable Object value(String path, long time, double leaning) {
    if (path.equals(layout.label().field())) {
      return random.nextDouble() < unlabelled ? null : label(layout.label(), leaning);
    }
    if (random.nextDouble() < MISSING) {
      return null;
    }
    int number = layout.numbers().indexOf(path);
    if (number >= 0) {
      return number(number, leaning);
    }
    if (layout.instants().contains(path)) {
      return Instant.ofEpochMilli(time - random.nextInt(86_400_000)).toString();
    }
    return layout.bags().contains(path) ? bag() : text();
  }

  /** Whole numbers where a field may be read as a category, too. */
  private double number(int slot, double leaning) {
    if (random.nextDouble() < WILD) {
      return WILD_NUMBERS[random.nextInt(WILD_NUMBERS.length)];
    }
    if (layout.categories().contains(layout.numbers().get(slot))) {
      return random.nextInt(12);
    }
    double noise = random.nextGaussian();
    return tells && slot == 0 ? leaning + 0.5 * noise : Math.abs(2 + noise);
  }

  private List<String> bag() {
    List<String> items = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      items.add(word());
    }
    return items;
  }

  /** Most of one word, some of several. */
  private String text() {
    return random.nextInt(8) > 0 ? word() : word() + " größer " + word();
  }

  private String word() {
    double u = random.nextDouble();
    return "k" + (int) (MOST_CATEGORIES * u * u * u);
  }

  private Object label(LabelRule rule, double leaning) {
    boolean positive = leaning + random.nextGaussian() > 0;
    return switch (rule.task()) {
      case REGRESSION -> 3 * leaning + random.nextGaussian();
      case MULTICLASS -> aClass(rule, leaning);
      case BINARY -> {
        if (rule.threshold().isPresent()) {
          yield threshold(rule, positive);
        }
        yield rule.positive().isPresent()
            ? (Object) (positive ? rule.positive().get() : "none of them")
            : (Object) (positive ? 1.0 : 0.0);
      }
    };
  }

  private Object aClass(LabelRule rule, double leaning) {
    List<String> classes = rule.classes();
    int most = classes.isEmpty() ? Math.min(rule.mostClasses(), 5) : classes.size();
    int index = Math.min(most - 1, (int) Math.abs(leaning * 2 + random.nextGaussian()));
    return classes.isEmpty() ? "class " + index : classes.get(index);
  }

  /** A number on the side that is asked for, found by trying. */
  private Object threshold(LabelRule rule, boolean positive) {
    double spread = 1;
    for (int i = 0; i < 64; i++) {
      double number = random.nextGaussian() * spread;
      if (rule.threshold().orElseThrow().holds(number) == positive) {
        return number;
      }
      spread *= 2;
    }
    return 0.0;
  }
}
