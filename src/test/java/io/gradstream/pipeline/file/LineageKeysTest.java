package io.gradstream.pipeline.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.pipeline.Lineage;
import io.gradstream.pipeline.PipelineException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineageKeysTest {

  @Test
  void nothingIsToldUnlessItIsAskedFor() {
    assertThat(read("")).isEmpty();
  }

  @Test
  void everyKeyIsRead() {
    assertThat(
            read(
                "lineage: {url: 'http://l:5000/api/v1/lineage', namespace: prod, api-key-file: /k}"))
        .contains(
            new Lineage(
                Optional.of("http://l:5000/api/v1/lineage"),
                Optional.empty(),
                "prod",
                Optional.of("/k")));
    assertThat(read("lineage: {file: /tmp/l}"))
        .contains(
            new Lineage(Optional.empty(), Optional.of("/tmp/l"), "gradstream", Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lineage: {}|p.yaml:6: |lineage has none of url, file; give one of them",
        "lineage: {namespace: a}|p.yaml:6: |lineage has none of url, file; give one of them",
        "lineage: {url: 'http://a', file: b}|line 6|events go to one place",
        "lineage: {file: b, api-key-file: c}|line 6|a file asks for no key",
        "lineage: {url: 'http://user:secret@a'}|lineage.url|without user, query and fragment",
        "lineage: {url: 'http://a/b?api_key=c'}|lineage.url|without user, query and fragment",
        "lineage: {url: 'ftp://a'}|lineage.url|http://localhost:5000/api/v1/lineage",
        "lineage: {file: a, namespace: 'a b'}|lineage.namespace|1 to 200 characters",
      })
  void whatCannotBeMeantIsRefused(String section, String place, String reason) {
    assertThatThrownBy(() -> read(section))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining(place)
        .hasMessageContaining(reason);
  }

  private static Optional<Lineage> read(String section) {
    String yaml =
        """
        pipeline: p
        input: {topic: t, label: y}
        features: [{standard: [a]}]
        model: logistic

        """;
    return PipelineReader.parse("p.yaml", yaml + section, Map.of()).lineage();
  }
}
