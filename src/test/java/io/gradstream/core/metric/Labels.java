package io.gradstream.core.metric;

import io.gradstream.csv.CsvFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.DoubleStream;

/** The labels of the data sets in this repository, in order. */
final class Labels {

  private Labels() {}

  static double[] flights() throws IOException {
    return read("examples/flights/flights.csv.gz", "delayed", "1");
  }

  static double[] elec2() throws IOException {
    return read("src/test/resources/data/elec2.csv.gz", "class", "UP");
  }

  private static double[] read(String path, String column, String positive) throws IOException {
    try (CsvFile file = CsvFile.open(Path.of(path))) {
      int index = file.column(column);
      DoubleStream.Builder labels = DoubleStream.builder();
      while (file.next()) {
        labels.add(file.cell(index).equals(positive) ? 1 : 0);
      }
      return labels.build().toArray();
    }
  }
}
