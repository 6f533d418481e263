package io.gradstream.pipeline.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gradstream.pipeline.declare.Decimal;
import io.gradstream.pipeline.declare.JsonSchemas;
import io.gradstream.pipeline.declare.Node;
import io.gradstream.pipeline.declare.Reading;
import io.gradstream.pipeline.declare.Type;
import java.util.Optional;

/**
 * An angle on the Earth, in degrees.
 *
 * @param most 90 for a latitude, 180 for a longitude; its negative is the least
 */
record Degrees(int most) implements Type<Double> {

  static final Degrees LATITUDE = new Degrees(90);
  static final Degrees LONGITUDE = new Degrees(180);

  @Override
  public Optional<Double> read(Node node, String path, Reading reading) {
    return node instanceof Node.Scalar scalar
            && fits(node)
            && Math.abs(Double.parseDouble(scalar.text())) <= most
        ? Optional.of(Double.parseDouble(scalar.text()))
        : reading.unfit(node, path, this);
  }

  @Override
  public boolean fits(Node node) {
    return node instanceof Node.Scalar scalar && Decimal.isNumber(scalar.text());
  }

  @Override
  public String allowed() {
    return "a number from -%d to %d".formatted(most, most);
  }

  @Override
  public ObjectNode schema() {
    return JsonSchemas.scalar("number", Decimal.NUMBER).put("minimum", -most).put("maximum", most);
  }
}
