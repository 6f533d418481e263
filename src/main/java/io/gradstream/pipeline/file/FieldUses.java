package io.gradstream.pipeline.file;

import io.gradstream.pipeline.declare.Quoted;
import io.gradstream.pipeline.declare.Reading;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The places where a file names fields of the records, and what is wrong between them. */
final class FieldUses {

  /**
   * A place where a file names a field.
   *
   * @param encoder the kind of encoder that reads the field; empty for the label
   * @param path the full key
   * @param line of the file, from 1
   */
  record Use(Optional<String> encoder, String field, String path, int line) {

    boolean isLabel() {
      return encoder.isEmpty();
    }

    /** Returns why the label is no feature. */
    String why() {
      return path.startsWith(PipelineKeys.LABELS.name())
          ? "it is known when its own record comes, and where a record has it before, the model would"
              + " be told the answer"
          : "the model would be told the answer";
    }

    /** Returns how past labels, which are known, can be features where that is what was meant. */
    String instead() {
      return path.contains(".lag.fields") || path.contains(".rolling.fields")
          ? ", and write 'label: true' for labels of earlier records"
          : "";
    }

    /** Returns the path of the list of encoders within which one of a kind takes a field once. */
    String list() {
      int at = path.lastIndexOf("]." + encoder.orElseThrow());
      return path.substring(0, Math.max(0, path.lastIndexOf('[', at)));
    }
  }

  private FieldUses() {}

  /**
   * Reports features that are the label, and fields that encoders of one kind in one list take
   * twice.
   */
  static void check(Reading reading) {
    List<Use> uses = reading.notes(Use.class);
    List<Use> labels = uses.stream().filter(Use::isLabel).toList(); // several by mistake
    Map<List<String>, Use> first = new HashMap<>();
    for (Use use : uses) {
      if (use.isLabel()) {
        continue;
      }
      Optional<Use> label =
          labels.stream().filter(each -> each.field().equals(use.field())).findFirst();
      if (label.isPresent()) {
        reading.problem(
            use.line(),
            "%s is the label, %s: %s; remove it%s"
                .formatted(use.path(), Quoted.of(use.field()), label.get().why(), use.instead()));
      }
      Use before =
          first.putIfAbsent(List.of(use.list(), use.encoder().orElseThrow(), use.field()), use);
      if (before != null) {
        reading.problem(
            use.line(),
            "%s is %s, which %s on line %d has already; remove one of them"
                .formatted(use.path(), Quoted.of(use.field()), before.path(), before.line()));
      }
    }
  }
}
