package io.gradstream.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.csv.CsvRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTimestampsTest {

  @TempDir private Path folder;

  @Test
  void aTimestampBefore1970IsNamedWithItsLineBeforeAnythingIsMadeOfTheFile() throws IOException {
    Path file = folder.resolve("t.csv");
    Files.writeString(
        file, "ts,x\n1970-01-02T00:00:00Z,1\n1969-12-31T00:00:00Z,2\n1970-01-03T00:00:00Z,3\n");

    CsvRows rows = CsvSource.of(file).withColumns(null, "ts").check("t");
    assertThat(rows.count()).isEqualTo(2);
    assertThat(rows.skipped()).isEqualTo(1);
    assertThat(rows.firstProblem().orElse(""))
        .contains("3", "ts", "1969-12-31T00:00:00Z", "before 1970", "--time");
    try (CsvRecords records = CsvRecords.open(file, "t")) {
      records.next();
      records.next();
      assertThat(records.millis(0)).isEqualTo(-86_400_000);
      assertThatThrownBy(() -> records.timestamp(0)).hasMessageContaining("before 1970");
    }
  }

  @Test
  void whatIsNoTimeIsNamedTheSameWay() throws IOException {
    Path file = folder.resolve("t.csv");
    Files.writeString(file, "ts,x\n1970-01-02,1\nsoon,2\n");

    CsvRows rows = CsvSource.of(file).withColumns(null, "ts").check("t");
    assertThat(rows.firstProblem().orElse("")).contains("3", "'soon'", "not a time");
  }
}
