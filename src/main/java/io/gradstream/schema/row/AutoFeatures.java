package io.gradstream.schema.row;

import io.gradstream.core.data.Envelope;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.category.BagOfCategories;
import io.gradstream.core.feature.category.OneHot;
import io.gradstream.core.feature.dictionary.Limits;
import io.gradstream.core.feature.number.Hats;
import io.gradstream.core.feature.number.Missing;
import io.gradstream.core.feature.number.Standard;
import io.gradstream.core.feature.place.Cycle;
import io.gradstream.core.feature.place.Cyclic;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * Encoders chosen by the types of a schema, for {@code features: auto}: numbers are standardised
 * and have hats, strings, enums and booleans are one-hot encoded and arrays of them or of whole
 * numbers taken as bags, up to {@value #MOST_CATEGORIES} categories a field, dates and timestamps
 * put on circles in UTC. For a network, which makes curves of its own, numbers are only
 * standardised.
 *
 * <p>The same schema gives the same encoders in the same order. Fields of records are chosen by
 * their paths. What no encoder is chosen for is named with the reason.
 */
public final class AutoFeatures {

  /** A schema does not tell a key from a category: what comes later shares a column. */
  private static final int MOST_CATEGORIES = 1000;

  private static final List<Cycle> OF_DATES = List.of(Cycle.DAY_OF_WEEK, Cycle.DAY_OF_YEAR);
  private static final List<Cycle> OF_TIMES =
      List.of(Cycle.HOUR_OF_DAY, Cycle.DAY_OF_WEEK, Cycle.DAY_OF_YEAR);

  private final Set<String> excluded;
  private final boolean network;
  private final List<String> numbers = new ArrayList<>();
  private final List<String> categories = new ArrayList<>();
  private final List<String> bags = new ArrayList<>();
  private final Map<String, List<Cycle>> times = new LinkedHashMap<>();
  private final Map<String, String> leftOut = new LinkedHashMap<>();

  private AutoFeatures(Set<String> excluded, boolean network) {
    this.excluded = excluded;
    this.network = network;
  }

  /**
   * Chooses encoders.
   *
   * @param schema the schema as which records are read
   * @param envelope what is around the row, whose fields alone are chosen
   * @param excluded paths of fields that are no features, such as the label
   * @param network whether they are for a model with hidden layers
   */
  public static AutoFeatures of(
      Schema schema, Envelope envelope, Set<String> excluded, boolean network) {
    AutoFeatures choice = new AutoFeatures(excluded, network);
    choice.record(row(value(schema), envelope), "", new LinkedHashSet<>());
    return choice;
  }

  private static Schema row(Schema record, Envelope envelope) {
    boolean wrapped = envelope == Envelope.DEBEZIUM && record.getType() == Schema.Type.RECORD;
    Schema.Field after = wrapped ? record.getField(Envelope.AFTER) : null;
    return after == null ? record : value(after.schema());
  }

  /**
   * Returns the encoders: numbers, categories, bags, then each time; none if no field is of use.
   */
  public List<Feature> features() {
    List<Feature> features = new ArrayList<>();
    if (!numbers.isEmpty()) {
      features.add(network ? new Standard(numbers, Missing.MEAN) : new Hats(numbers, Missing.MEAN));
    }
    if (!categories.isEmpty()) {
      features.add(new OneHot(categories, Limits.atMost(MOST_CATEGORIES)));
    }
    if (!bags.isEmpty()) {
      features.add(new BagOfCategories(bags, false, Limits.atMost(MOST_CATEGORIES)));
    }
    times.forEach(
        (path, cycles) -> features.add(new Cyclic(Optional.of(path), cycles, ZoneOffset.UTC)));
    return features;
  }

  /** Returns the fields that no encoder was chosen for, each with the reason. */
  public Map<String, String> leftOut() {
    return leftOut;
  }

  private void record(Schema schema, String prefix, Set<String> within) {
    if (schema.getType() != Schema.Type.RECORD || !within.add(schema.getFullName())) {
      return; // a record within itself has no end
    }
    for (Schema.Field field : schema.getFields()) {
      String path = prefix + FieldMatch.original(field);
      if (!excluded.contains(path) && !excluded.contains(prefix + field.name())) {
        field(path, value(field.schema()), within);
      }
    }
    within.remove(schema.getFullName());
  }

  private void field(String path, Schema type, Set<String> within) {
    switch (type.getType()) {
      case RECORD -> row(path, type, within);
      case INT, LONG -> whole(path, type);
      case FLOAT, DOUBLE -> numbers.add(path);
      case BOOLEAN, ENUM -> categories.add(path);
      case STRING -> text(path, type);
      case BYTES, FIXED -> bytes(path, type);
      case ARRAY -> array(path, value(type.getElementType()));
      case MAP -> leftOut.put(path, "a map");
      case NULL -> leftOut.put(path, "always null");
      case UNION -> leftOut.put(path, "a union of several types");
    }
  }

  private void row(String path, Schema type, Set<String> within) {
    if (ConnectTypes.isVariableDecimal(type)) {
      numbers.add(path);
    } else {
      record(type, path + ".", within);
    }
  }

  private void whole(String path, Schema type) {
    if (ConnectTypes.isTime(type)) {
      time(path, type);
    } else {
      numbers.add(path);
    }
  }

  private void time(String path, Schema type) {
    times.put(path, ConnectTypes.isDate(type) ? OF_DATES : OF_TIMES);
  }

  private void text(String path, Schema type) {
    Optional<String> noPoint = ConnectTypes.noPoint(type);
    if (ConnectTypes.isUuid(type)) {
      leftOut.put(path, "an identifier (uuid)");
    } else if (ConnectTypes.isTime(type)) {
      time(path, type);
    } else if (noPoint.isPresent()) {
      leftOut.put(path, noPoint.get());
    } else {
      categories.add(path);
    }
  }

  private void array(String path, Schema item) {
    switch (item.getType()) {
      case STRING, ENUM, BOOLEAN, INT, LONG -> bags.add(path);
      default -> leftOut.put(path, "an array of " + FieldSteps.described(item));
    }
  }

  private void bytes(String path, Schema type) {
    if (ConnectTypes.scale(type).isPresent()) {
      numbers.add(path);
    } else {
      leftOut.put(path, "bytes");
    }
  }

  /** Returns the one type that a union has beside null, else the type itself. */
  private static Schema value(Schema schema) {
    if (!schema.isUnion()) {
      return schema;
    }
    List<Schema> values =
        schema.getTypes().stream().filter(type -> type.getType() != Schema.Type.NULL).toList();
    return values.size() == 1 ? values.get(0) : schema;
  }
}
