package io.gradstream.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InferenceRequestTest {

  private static final Set<String> FIELDS = Set.of("a", "a.b", "a.b.c", "ab", "d.e", "d.f");

  @ParameterizedTest
  @CsvSource({"a a.b, a, a.b", "a.b a, a, a.b", "a a.b.c, a, a.b.c", "d.e a.b.c a.b, a.b, a.b.c"})
  void aFieldThatIsAValueAndARecordIsRefused(String names, String record, String within) {
    assertThatThrownBy(() -> parse(names.split(" ")))
        .isInstanceOfSatisfying(
            RequestException.class, refused -> assertThat(refused.status()).isEqualTo(400))
        .extracting(refused -> ((RequestException) refused).sentence())
        .asString()
        .startsWith("inputs '%s' and '%s' exclude each other".formatted(record, within));
  }

  @Test
  void fieldsOfOneRecordAndNamesThatBeginAlikeAreTaken() {
    assertThat(parse("a", "ab", "d.e", "d.f").row(0))
        .isEqualTo(Map.of("a", 1, "ab", 1, "d", Map.of("e", 1, "f", 1)));
  }

  private static InferenceRequest parse(String... names) {
    String inputs =
        Stream.of(names)
            .map(
                "{\"name\": \"%s\", \"shape\": [1], \"datatype\": \"INT64\", \"data\": [1]}"
                    ::formatted)
            .collect(Collectors.joining(", "));
    return InferenceRequest.parse(
        ("{\"inputs\": [" + inputs + "]}").getBytes(StandardCharsets.UTF_8), FIELDS);
  }
}
