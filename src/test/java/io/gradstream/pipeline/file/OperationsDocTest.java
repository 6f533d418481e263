package io.gradstream.pipeline.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.pipeline.declare.Key;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of what may change names every key once. */
class OperationsDocTest {

  @Test
  void everyKeyIsSaidToChangeFreelyOrNot() {
    OperationsDoc doc = OperationsDoc.read();
    List<String> named = new ArrayList<>(doc.mayChange());
    named.addAll(doc.mayNotChange());
    named.addAll(doc.elsewhere());
    List<String> declared = new ArrayList<>();
    for (Key<?> key : PipelineKeys.TYPE.keys()) {
      if (key == PipelineKeys.INPUT) {
        key.type().keys().forEach(inner -> declared.add("input." + inner.name()));
      } else {
        declared.add(key.name());
      }
    }
    assertThat(named).containsExactlyInAnyOrderElementsOf(declared);
  }
}
