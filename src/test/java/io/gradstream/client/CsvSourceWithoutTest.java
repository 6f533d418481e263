package io.gradstream.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records may lack columns of their file: what is not known when they are sent. */
class CsvSourceWithoutTest {

  @TempDir private Path folder;

  @Test
  void aColumnThatIsLeftOutIsNeitherInTheSchemaNorInTheRecords() throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), "a,größe,y\n1,2,3\n4,5,6\n");
    try (CsvRows all = CsvSource.of(file).open("t");
        CsvRows fewer = CsvSource.of(file).without(Set.of("größe", "y")).open("t")) {
      assertThat(fewer.schema().getFields()).extracting(Schema.Field::name).containsExactly("a");
      assertThat(fewer.schema().getFullName()).isEqualTo(all.schema().getFullName());
      assertThat(fewer.next()).isTrue();
      assertThat(all.next()).isTrue();
      assertThat(fewer.value().length).isLessThan(all.value().length);
    }
  }

  @Test
  void aSchemaThatWasInferredIsNotInferredAgain() throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), "a,b\n1,x\n2.5,y\n");
    CsvSource once = CsvSource.of(file).inferred("t");
    Schema schema;
    try (CsvRows rows = CsvSource.of(file).open("t")) {
      schema = rows.schema();
    }
    Files.writeString(file, "a,b\n7,3\n8,4\n"); // of which another would be inferred

    try (CsvRows rows = once.withColumns("b", null).open("t")) {
      assertThat(rows.schema()).isEqualTo(schema);
      assertThat(rows.next()).isTrue();
    }
    try (CsvRows rows = once.withNumbers(Set.of("b")).open("t")) {
      assertThat(rows.schema()).isNotEqualTo(schema);
    }
  }
}
