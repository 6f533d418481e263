package io.gradstream.streams.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.learn.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class PredictionFieldsTest {

  @Test
  void theFieldsAreThoseOfThePublishedSchemaInItsOrderAndTypes() {
    List<String> expected =
        OutputSchemas.PREDICTION.getFields().stream()
            .map(field -> field.name() + " " + type(field.schema()))
            .toList();
    Noting fields = new Noting(new ArrayList<>());

    PredictionFields.write(Outcome.of(0.5, 1, 2), 3, new Origin(4, 5), fields);

    assertThat(fields.seen()).isEqualTo(expected);
  }

  private static String type(Schema schema) {
    return schema.isUnion()
        ? "optional " + type(schema.getTypes().get(1))
        : schema.getType().getName();
  }

  private record Noting(List<String> seen) implements PredictionFields.Sink {

    @Override
    public void integer(String name, long value) {
      seen.add(name + " long");
    }

    @Override
    public void integer(String name, int value) {
      seen.add(name + " int");
    }

    @Override
    public void number(String name, double value) {
      seen.add(name + " double");
    }

    @Override
    public void optionalNumber(String name, double value) {
      seen.add(name + " optional double");
    }

    @Override
    public void optionalText(String name, Optional<String> value) {
      seen.add(name + " optional string");
    }

    @Override
    public void optionalNumbers(String name, Map<String, Double> values) {
      seen.add(name + " optional map");
    }

    @Override
    public void constant(String name, String value) {
      seen.add(name + " string");
    }
  }
}
