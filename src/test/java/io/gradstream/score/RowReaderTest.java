package io.gradstream.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.schema.row.BadRecordException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowReaderTest {

  @TempDir private Path directory;
  private RowReader reader;

  @BeforeEach
  void create() throws IOException {
    reader = new RowReader(pipeline(""));
  }

  private Pipeline pipeline(String more) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("p.yaml"),
            """
            pipeline: p
            input: {topic: t, label: y, format: json%s}
            features: [{standard: [distance, weather.wind]}, {one-hot: [carrier]}]
            model: logistic
            optimizer: {sgd: {learning-rate: 0.1}}
            """
                .formatted(more));
    return PipelineReader.read(file, Map.of());
  }

  @Test
  void aRowWhoseFieldsAreAllMisspeltIsRefusedByTheNamesThatWereMeant() {
    assertThatThrownBy(() -> reader.map(Map.of("Distnce", 3, "weather", Map.of("wnd", 4))))
        .isInstanceOf(BadRecordException.class)
        .hasMessageContaining("none of the features is there")
        .hasMessageContaining("'Distnce' is near distance")
        .hasMessageContaining("'weather.wnd' is near weather.wind");
    assertThatThrownBy(() -> json("{\"carier\": \"AA\", \"other\": [{\"x\": 1}]}"))
        .hasMessageContaining("(of its fields 'carier' is near carrier)");
  }

  @Test
  void soIsARecordOfAvros() {
    Schema schema = SchemaBuilder.record("r").fields().requiredDouble("distnace").endRecord();
    GenericData.Record row = new GenericData.Record(schema);
    row.put("distnace", 3.0);
    assertThatThrownBy(() -> reader.record(row))
        .hasMessageContaining("no field distance (nearest: distnace)");
  }

  @Test
  void whereNothingIsNearNothingIsGuessed() {
    assertThatThrownBy(() -> json("{\"something\": 1}"))
        .hasMessageContaining("none of the features is there: no field distance, nor any other");
  }

  @Test
  void aRowWithOneFeatureIsReadAndItsOtherFieldsArePassedOver() throws BadRecordException {
    assertThat(json("{\"distance\": 3, \"carier\": \"AA\"}")).isEqualTo(3.0);
  }

  @Test
  void whoPredictsEmptyRecordsHasThemAsTheTopicHas() throws Exception {
    reader = new RowReader(pipeline(", on-empty: predict"));
    assertThat(json("{\"distnce\": 3}")).isNaN();
  }

  private double json(String row) throws BadRecordException {
    return reader.json(row.getBytes(StandardCharsets.UTF_8)).number(0);
  }
}
