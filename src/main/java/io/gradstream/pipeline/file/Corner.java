package io.gradstream.pipeline.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gradstream.core.feature.place.Position;
import io.gradstream.pipeline.declare.JsonSchemas;
import io.gradstream.pipeline.declare.Node;
import io.gradstream.pipeline.declare.Reading;
import io.gradstream.pipeline.declare.Type;
import java.util.List;
import java.util.Optional;

/** A position as GeoJSON has it: longitude, then latitude. */
record Corner() implements Type<Position> {

  @Override
  public Optional<Position> read(Node node, String path, Reading reading) {
    if (!(node instanceof Node.Items list) || list.items().size() != 2) {
      return reading.unfit(node, path, this);
    }
    Optional<Double> longitude = Degrees.LONGITUDE.read(list.items().get(0), path + "[0]", reading);
    Optional<Double> latitude = Degrees.LATITUDE.read(list.items().get(1), path + "[1]", reading);
    return longitude.flatMap(x -> latitude.map(y -> new Position(x, y)));
  }

  @Override
  public boolean fits(Node node) {
    return node instanceof Node.Items;
  }

  @Override
  public String allowed() {
    return "[longitude, latitude] in degrees";
  }

  @Override
  public ObjectNode schema() {
    return JsonSchemas.tuple(List.of(Degrees.LONGITUDE.schema(), Degrees.LATITUDE.schema()));
  }
}
