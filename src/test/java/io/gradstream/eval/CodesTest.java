package io.gradstream.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.data.Task;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts of a sample that look like numbers. */
class CodesTest {

  @ParameterizedTest
  @CsvSource({
    "94107, 01220, TEXT",
    "94107, 1220, WHOLE",
    "12E5, 13E5, TEXT",
    "1e-05, 1.5e3, NUMBER",
    "12345678901234567890123, 7, TEXT",
    "0, 0.5, NUMBER",
    "00, 01, TEXT"
  })
  void codesAreTextsAndNumbersNumbers(String one, String other, SampleColumn.Type type) {
    assertThat(sample(one, other).columns().get(0).type()).isEqualTo(type);
  }

  @Test
  void numbersWrittenInSeveralWaysAreNamed() {
    assertThat(new ProfileReport(sample("1.10", "1.1", "2.0"), Optional.empty()).text())
        .contains("Read as one number\n  x: 1.10 and 1.1; if they are versions");
    assertThat(new ProfileReport(sample("1.10", "2.0"), Optional.empty()).text())
        .doesNotContain("Read as one");
  }

  @Test
  void datesWrittenAsNumbersAreSuspicious() {
    assertThat(Suspicions.of(sample("20171222", "20171223"), Optional.empty()))
        .hasEntrySatisfying(
            "x",
            reason -> assertThat(reason).contains("20171222 seems to be 2017-12-22", "cyclic"));
    assertThat(Suspicions.of(sample("20171222", "20171299"), Optional.empty())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 1, BINARY, 1",
    "1, 2, BINARY, 2",
    "-1.0, +1.0, BINARY, 1",
    "0, 1, BINARY, ''",
    "0.5, 1, REGRESSION, ''"
  })
  void twoWholeNumbersAreTwoClasses(String one, String other, Task task, String positive) {
    SampleColumn label = sample(one, other, one).columns().get(0);

    LabelGuess guess = LabelGuess.of(label);

    assertThat(guess.task()).isEqualTo(task);
    assertThat(guess.positive().orElse("")).isEqualTo(positive);
    if (task == Task.BINARY) {
      assertThat(guess.targets(label)).containsExactly(0, 1, 0);
    }
  }

  private static Sample sample(String... cells) {
    Sample sample = new Sample();
    for (String cell : cells) {
      sample.add(Map.of("x", cell));
    }
    return sample;
  }
}
