package io.gradstream.pipeline.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gradstream.core.feature.place.Area;
import io.gradstream.core.feature.place.Position;
import io.gradstream.pipeline.declare.JsonSchemas;
import io.gradstream.pipeline.declare.ListOf;
import io.gradstream.pipeline.declare.Node;
import io.gradstream.pipeline.declare.Reading;
import io.gradstream.pipeline.declare.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Areas of one ring each by their names, written in the pipeline file. */
record AreaMap() implements Type<List<Area>> {

  private static final Type<List<Position>> CORNERS =
      new ListOf<>(new Corner(), "corners, each [longitude, latitude]", false, 3);

  @Override
  public Optional<List<Area>> read(Node node, String path, Reading reading) {
    if (!(node instanceof Node.Mapping mapping) || mapping.entries().isEmpty()) {
      return reading.unfit(node, path, this);
    }
    List<Area> areas = new ArrayList<>();
    for (Node.Entry entry : mapping.entries()) {
      CORNERS
          .read(entry.value(), Reading.join(path, entry.name()), reading)
          .ifPresent(corners -> areas.add(new Area(entry.name(), List.of(corners))));
    }
    return areas.size() == mapping.entries().size() ? Optional.of(areas) : Optional.empty();
  }

  @Override
  public boolean fits(Node node) {
    return node instanceof Node.Mapping;
  }

  @Override
  public String allowed() {
    return "a section of names of areas, each with " + CORNERS.allowed();
  }

  @Override
  public ObjectNode schema() {
    return JsonSchemas.mapOf(CORNERS.schema());
  }
}
