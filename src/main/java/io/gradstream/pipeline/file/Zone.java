package io.gradstream.pipeline.file;

import io.gradstream.core.text.NearestName;
import io.gradstream.pipeline.declare.Node;
import io.gradstream.pipeline.declare.Reading;
import io.gradstream.pipeline.declare.Refined;
import io.gradstream.pipeline.declare.Text;
import io.gradstream.pipeline.declare.Type;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.TreeSet;

/** A time zone: UTC, a region of the tz database, or an offset. */
record Zone() implements Refined<ZoneId> {

  private static final Text NAME =
      Text.matching(
          "a time zone such as UTC, America/New_York or +01:00",
          "UTC|[A-Z][A-Za-z_]+(/[A-Za-z0-9_+-]+)+|[+-](0[0-9]|1[0-7]):[0-5][0-9]");

  @Override
  public Optional<ZoneId> read(Node node, String path, Reading reading) {
    return NAME.read(node, path, reading).flatMap(name -> zone(name, node, path, reading));
  }

  private static Optional<ZoneId> zone(String name, Node node, String path, Reading reading) {
    try {
      return Optional.of(ZoneId.of(name));
    } catch (DateTimeException e) {
      String near =
          NearestName.near(name, new TreeSet<>(ZoneId.getAvailableZoneIds()))
              .map(zone -> "; did you mean '" + zone + "'?")
              .orElse("");
      return reading.refuse(
          node, path, "must be %s, was '%s'%s".formatted(NAME.allowed(), name, near));
    }
  }

  @Override
  public Type<?> form() {
    return NAME;
  }
}
