package io.gradstream.schema.registry.memory;

import io.gradstream.schema.registry.CompatibilityLevel;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/** Compares a new schema with a subject's versions, as a level and Avro's rules ask. */
final class CompatibilityCheck {

  private final CompatibilityLevel level;

  CompatibilityCheck(CompatibilityLevel level) {
    this.level = level;
  }

  /** Returns why {@code schema} cannot follow {@code versions}, which ascend; none if it can. */
  List<String> reasons(Schema schema, List<StoredVersion> versions) {
    List<String> reasons = new ArrayList<>();
    int first = level.isTransitive() ? 0 : Math.max(0, versions.size() - 1);
    for (StoredVersion version : versions.subList(first, versions.size())) {
      reasons.addAll(reasons(schema, version));
    }
    return reasons;
  }

  private List<String> reasons(Schema schema, StoredVersion version) {
    List<String> reasons = new ArrayList<>();
    if (level.readsOthers()) {
      String what = "the new schema cannot read data of version " + version.version();
      reasons.addAll(reasons(schema, version.schema(), what));
    }
    if (level.isReadByOthers()) {
      String what = "version %d cannot read data of the new schema".formatted(version.version());
      reasons.addAll(reasons(version.schema(), schema, what));
    }
    return reasons;
  }

  private List<String> reasons(Schema reader, Schema writer, String what) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
        .getResult()
        .getIncompatibilities()
        .stream()
        .map(
            each ->
                "%s (%s): %s at %s: %s"
                    .formatted(what, level, each.getType(), each.getLocation(), each.getMessage()))
        .toList();
  }
}
