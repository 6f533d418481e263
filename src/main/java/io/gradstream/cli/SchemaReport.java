package io.gradstream.cli;

import io.gradstream.core.text.Printable;
import io.gradstream.core.text.TextTable;
import io.gradstream.core.text.TextTable.Column;
import io.gradstream.schema.registry.RegisteredSchema;
import io.gradstream.schema.row.FieldCheck;
import io.gradstream.streams.InputCheck;
import io.gradstream.streams.output.OutputCheck;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints what the registry has for a pipeline: a line for each field and each output, and what is
 * wrong at the end.
 */
record SchemaReport(PrintWriter out) {

  /** Prints the fields of each subject of a topic that is read. */
  void input(String what, InputCheck input) {
    for (InputCheck.Subject subject : input.subjects()) {
      out.println(what + ", subject " + subject.latest().subject() + ": " + versions(subject));
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("field", "use", "type", "null", ""));
      subject.fields().forEach(field -> rows.add(row(field)));
      table(rows);
      out.println();
    }
    input.notes().forEach(note -> out.println(what + ": " + note + ".\n"));
  }

  /** Says that a topic that is read is not Avro. */
  void withoutSchema(String what, String encoding) {
    out.println(
        "%s: %s, not Avro: no schema says which fields there are.\n".formatted(what, encoding));
  }

  /** Says that the outputs are not Avro. */
  void outputsWithoutSchema(String encoding) {
    out.println("Outputs: %s, not Avro: no schema of them is registered.\n".formatted(encoding));
  }

  private static String versions(InputCheck.Subject subject) {
    String latest = "the latest is " + version(subject.latest());
    return subject
        .reader()
        .map(reader -> latest + ", read as version " + reader.version())
        .orElse(latest);
  }

  private static List<String> row(FieldCheck field) {
    return List.of(
        field.path(),
        field.use().word(),
        field.type().orElse("-"),
        field.isMissing() ? "-" : field.nullable() ? "yes" : "no",
        result(field));
  }

  private static String result(FieldCheck field) {
    if (field.isMissing()) {
      return "missing";
    }
    if (!field.problems().isEmpty()) {
      return "unusable";
    }
    return field.warnings().isEmpty() ? "ok" : "warning";
  }

  /** Prints the subject of each output. */
  void outputs(List<OutputCheck> outputs) {
    out.println("Outputs");
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("subject", "registered", ""));
    outputs.forEach(output -> rows.add(row(output)));
    table(rows);
    out.println();
  }

  private static List<String> row(OutputCheck output) {
    return List.of(
        output.output().subject(),
        output.version().map(SchemaReport::version).orElse("-"),
        switch (output.state()) {
          case IDENTICAL -> "identical";
          case REGISTERED -> "registered now";
          case COMPATIBLE -> "compatible, would be the next version";
          case NOT_REGISTERED -> "not registered yet";
          case INCOMPATIBLE -> "incompatible";
        });
  }

  private static String version(RegisteredSchema schema) {
    return "version %d, id %d".formatted(schema.version(), schema.id());
  }

  /** Prints what is no mistake and may well not be meant. */
  void warnings(List<String> warnings) {
    if (!warnings.isEmpty()) {
      out.println(warnings.size() == 1 ? "1 warning:" : warnings.size() + " warnings:");
      warnings.forEach(warning -> out.println("  - " + warning));
      out.println();
    }
  }

  /** Prints what is wrong; returns whether nothing is. */
  boolean verdict(List<String> problems) {
    if (problems.isEmpty()) {
      out.println("Nothing is wrong.");
    } else {
      out.println(problems.size() == 1 ? "1 problem:" : problems.size() + " problems:");
      problems.forEach(problem -> out.println("  - " + problem));
    }
    out.flush();
    return problems.isEmpty();
  }

  private void table(List<List<String>> rows) {
    TextTable table = new TextTable(rows.get(0).stream().map(Column::left).toArray(Column[]::new));
    for (List<String> row : rows.subList(1, rows.size())) {
      table.add(row.stream().map(Printable::of).toArray(String[]::new));
    }
    out.print(table.text("  "));
  }
}
