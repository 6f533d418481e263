package io.gradstream.schema.row;

import io.gradstream.core.data.RowLayout;
import io.gradstream.core.text.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says which features a writer schema lacks, and which of its names come nearest. */
final class MissingFields {

  private static final Logger LOG = LoggerFactory.getLogger(MissingFields.class);

  private final RowLayout layout;
  private final Set<String> found;

  /**
   * Looks for the features of {@code layout}.
   *
   * @param found dotted paths of the fields that the writer schema has
   */
  MissingFields(RowLayout layout, Set<String> found) {
    this.layout = layout;
    this.found = found;
  }

  /** Returns a sentence for each feature that is not there; a missing label is no defect. */
  List<String> describe(Schema writer) {
    Set<String> features = new LinkedHashSet<>(layout.numbers());
    features.addAll(layout.categories());
    features.addAll(layout.instants());
    features.addAll(layout.bags());
    features.removeAll(layout.elsewhere());
    features.removeAll(found);
    return features.stream().map(name -> describe(name, writer)).toList();
  }

  /** Returns a sentence for a field that is not there. */
  static String describe(String name, Schema writer) {
    List<String> names = new ArrayList<>();
    int levels = (int) name.chars().filter(c -> c == '.').count() + 1;
    collect(writer, "", levels, names);
    return NearestName.of(name, names)
        .map(nearest -> "no field %s (nearest: %s)".formatted(name, nearest))
        .orElse("no field %s, nor any other".formatted(name));
  }

  /** Legal, and meant where records are only to be predicted; a misspelt label looks the same. */
  static void warnWithoutLabel(String schemaName, String label, Schema writer) {
    if (writer.getType() == Schema.Type.RECORD) {
      List<String> names = writer.getFields().stream().map(FieldMatch::original).toList();
      LOG.warn(
          "{} has no field '{}', the label: nothing is learned from its records{}",
          schemaName,
          label,
          NearestName.near(label, names).map(name -> "; did you mean '" + name + "'?").orElse(""));
    }
  }

  /** Adds the paths of at most {@code levels} names; recursive schemas have no end of them. */
  private static void collect(Schema schema, String prefix, int levels, List<String> names) {
    if (schema.isUnion()) {
      schema.getTypes().forEach(branch -> collect(branch, prefix, levels, names));
    } else if (schema.getType() == Schema.Type.RECORD && levels > 0) {
      for (Schema.Field field : schema.getFields()) {
        names.add(prefix + FieldMatch.original(field));
        collect(field.schema(), prefix + field.name() + ".", levels - 1, names);
      }
    }
  }
}
