package io.gradstream.pipeline.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.Node;
import io.gradstream.pipeline.declare.NodeReader;
import io.gradstream.pipeline.declare.Reading;
import io.gradstream.pipeline.declare.Substitution;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeclarationTest {

  static Stream<Key<?>> everyKey() {
    return withInner(PipelineKeys.TYPE.keys());
  }

  private static Stream<Key<?>> withInner(List<Key<?>> keys) {
    return keys.stream()
        .flatMap(key -> Stream.concat(Stream.of(key), withInner(key.type().keys())));
  }

  @ParameterizedTest
  @MethodSource("everyKey")
  void everyDefaultIsAllowedByItsOwnDeclaration(Key<?> key) {
    if (key.presence() == Key.Presence.DEFAULT) {
      assertThat((Object) key.defaultValue()).isNotNull();
    }
  }

  @ParameterizedTest
  @MethodSource("everyKey")
  void everyExampleIsAllowedByItsOwnDeclaration(Key<?> key) {
    Reading reading = new Reading("example");
    Optional<Node> node = new NodeReader(key.example(), new Substitution(Map.of()), reading).read();

    assertThat(node.flatMap(example -> key.type().read(example, key.name(), reading))).isPresent();
    assertThat(reading.problems()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("everyKey")
  void everySentenceIsOneThatFitsIntoATable(Key<?> key) {
    assertThat(key.sentence()).endsWith(".").doesNotContain("|", "\n");
    assertThat(key.type().allowed()).isNotEmpty().doesNotContain("|", "\n");
    assertThat(key.name()).matches("[a-z0-9-]+");
  }
}
