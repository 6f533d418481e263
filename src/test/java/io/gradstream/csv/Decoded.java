package io.gradstream.csv;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;

/** Reads CSV files back through Avro's own decoder, for tests. */
final class Decoded {

  private Decoded() {}

  static List<GenericRecord> inferred(Path path) throws IOException {
    try (CsvRecords records = CsvRecords.open(path, "row")) {
      return all(records);
    }
  }

  static List<GenericRecord> by(Path path, String schema) throws IOException {
    try (CsvRecords records = CsvRecords.open(path, new Schema.Parser().parse(schema))) {
      return all(records);
    }
  }

  private static List<GenericRecord> all(CsvRecords records) throws IOException {
    GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(records.schema());
    List<GenericRecord> rows = new ArrayList<>();
    while (records.next()) {
      rows.add(reader.read(null, DecoderFactory.get().binaryDecoder(records.value(), null)));
    }
    return rows;
  }
}
