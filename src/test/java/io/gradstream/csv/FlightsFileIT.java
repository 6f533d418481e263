package io.gradstream.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** The flights that the demo learns from, read as a whole. */
class FlightsFileIT {

  private static final Path FLIGHTS = Path.of("examples/flights/flights.csv.gz");

  @Test
  void theFlightsAreCompleteAndTheSameBytesEveryTime() throws Exception {
    Contents contents = contents(FLIGHTS);

    assertThat(contents.rows()).isEqualTo(327_346);
    assertThat(contents).isEqualTo(contents(FLIGHTS));
  }

  @Test
  void theFlightsHaveTheTypesThatTheirPipelineExpects() throws IOException {
    Schema schema = CsvSchema.infer(FLIGHTS, "flights");

    assertThat(schema.getField("time").schema().getType()).isEqualTo(Schema.Type.STRING);
    assertThat(schema.getField("distance").schema().getType()).isEqualTo(Schema.Type.LONG);
    assertThat(schema.getField("temp").schema().toString()).isEqualTo("[\"null\",\"double\"]");
    assertThat(schema.getField("delayed").schema().getType()).isEqualTo(Schema.Type.LONG);
  }

  private record Contents(int rows, String digest) {}

  private static Contents contents(Path path) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    int rows = 0;
    try (CsvRecords records = CsvRecords.open(path, "row")) {
      for (; records.next(); rows++) {
        digest.update(records.value());
      }
    }
    return new Contents(rows, HexFormat.of().formatHex(digest.digest()));
  }
}
