package io.gradstream.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.apache.avro.generic.GenericRecord;

class CsvRoundTripPropertyTest {

  @Property(tries = 200)
  void everyDoubleComesBackBitForBit(@ForAll @NotEmpty List<Double> numbers) throws IOException {
    assertThat(roundTrip(numbers)).containsExactlyElementsOf(numbers);
  }

  @Property(tries = 200)
  void everyLongComesBack(@ForAll @NotEmpty List<Long> numbers) throws IOException {
    assertThat(roundTrip(numbers)).containsExactlyElementsOf(numbers);
  }

  private static List<Object> roundTrip(List<?> values) throws IOException {
    Path path = Files.createTempFile("gradstream-", ".csv");
    try {
      Files.writeString(
          path, values.stream().map(v -> v + "\n").collect(Collectors.joining("", "x\n", "")));
      return Decoded.inferred(path).stream().map(CsvRoundTripPropertyTest::x).toList();
    } finally {
      Files.delete(path);
    }
  }

  private static Object x(GenericRecord row) {
    return row.get("x");
  }
}
