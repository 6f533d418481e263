package io.gradstream.schema.row;

import io.gradstream.core.data.Envelope;
import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Refusal.Reason;
import io.gradstream.core.data.RowLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/**
 * What becomes of a field that a pipeline reads, in records of one schema.
 *
 * <p>Found out by compiling the decoder's own plan for that field alone and looking at it, so that
 * nothing is accepted here and refused there.
 *
 * @param path the field as the pipeline names it, dotted where it is in a record
 * @param use what it is read as
 * @param type the type as which it is read, unions with all their branches; empty if it is missing
 * @param nullable whether it may be missing in a record, since it or a record around it is null
 * @param problems sentences that name schema and field, and what is allowed; none if all is well
 * @param warnings sentences about what is read otherwise than the schema's author seems to mean
 */
public record FieldCheck(
    String path,
    Use use,
    Optional<String> type,
    boolean nullable,
    List<String> problems,
    List<String> warnings) {

  /** What a field is read as. */
  public enum Use {
    /** A number, for an encoder. */
    NUMBER,
    /** A category, for an encoder. */
    CATEGORY,
    /** A point in time, for an encoder. */
    TIME,
    /** Several categories at once, for an encoder. */
    BAG,
    /** What is learned. */
    LABEL;

    /** Returns the word for it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What is refused of single records, not of the schema. */
  private static final Set<Reason> OF_NULLS = Set.of(Reason.TOMBSTONE, Reason.DELETED);

  /** No field is called so; features are looked at without a label beside them. */
  private static final LabelRule NO_LABEL = LabelRule.binary("");

  /** Copies the list. */
  public FieldCheck {
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
  }

  /**
   * Looks at every field of a layout.
   *
   * @param given the layout that a pipeline reads
   * @param envelope what is around the row; fields are named from it on
   * @param schemaId id of {@code writer}, for the messages
   * @param writer the schema that records are written with
   * @param reader the schema as which they are read; {@code writer} if as written
   * @return numbers, categories, points in time, bags and the label, in the order of the layout,
   *     those that are in the records
   */
  public static List<FieldCheck> of(
      RowLayout given, Envelope envelope, int schemaId, Schema writer, Schema reader) {
    RowLayout layout = envelope.paths(given);
    Schema as = FieldMatch.haveOneName(writer, reader) ? reader : writer;
    String name = Integer.toString(schemaId);
    List<FieldCheck> checks = new ArrayList<>();
    BiConsumer<Use, RowLayout> check =
        (use, only) ->
            checks.add(
                of(
                    only.fields().get(0),
                    use,
                    writer,
                    PlanCompiler.compiled(only, envelope, name, writer, as)));
    List<String> none = List.of();
    for (String path : inRecords(layout.numbers(), layout)) {
      check.accept(Use.NUMBER, RowLayout.of(List.of(path), none, NO_LABEL));
    }
    for (String path : inRecords(layout.categories(), layout)) {
      check.accept(Use.CATEGORY, RowLayout.of(none, List.of(path), NO_LABEL));
    }
    for (String path : layout.instants()) {
      check.accept(
          Use.TIME,
          RowLayout.of(none, none, List.of(path), none, NO_LABEL).withDates(layout.dates()));
    }
    for (String path : layout.bags()) {
      check.accept(Use.BAG, RowLayout.of(none, none, none, List.of(path), NO_LABEL));
    }
    if (!layout.readsLabel()) {
      return checks;
    }
    RowLayout label = RowLayout.of(List.of(), List.of(), layout.label());
    PlanCompiler plan = PlanCompiler.compiled(label, envelope, name, writer, as);
    FieldCheck last = of(layout.label().field(), Use.LABEL, writer, plan);
    boolean absent = last.isMissing() && last.problems().isEmpty();
    checks.add(absent ? last.withoutLabel(schemaId, writer) : last);
    return checks;
  }

  private static List<String> inRecords(List<String> paths, RowLayout layout) {
    return paths.stream().filter(path -> !layout.elsewhere().contains(path)).toList();
  }

  /** Looks at every field of a layout in records that are rows. */
  static List<FieldCheck> of(RowLayout layout, int schemaId, Schema writer, Schema reader) {
    return of(layout, Envelope.NONE, schemaId, writer, reader);
  }

  private static FieldCheck of(String path, Use use, Schema writer, PlanCompiler plan) {
    String types =
        plan.typesOf(path).stream().map(FieldSteps::described).collect(Collectors.joining(" or "));
    List<String> problems =
        plan.stepsOrFailure(writer).stream()
            .flatMap(step -> step.refusals().stream())
            .filter(refusal -> !OF_NULLS.contains(refusal.reason()))
            .map(BadRecordException::getMessage)
            .distinct()
            .toList();
    Optional<String> type = Optional.of(types).filter(text -> !text.isEmpty());
    return new FieldCheck(
        path, use, type, plan.mayBeNull(path), problems, List.copyOf(plan.warnings()));
  }

  /** A record without a label is no defect: the plan accepts it. */
  private FieldCheck withoutLabel(int schemaId, Schema writer) {
    String missing = MissingFields.describe(path, writer);
    String message =
        "schema %d: %s: nothing is learned from its records".formatted(schemaId, missing);
    return new FieldCheck(path, use, type, nullable, List.of(message), warnings);
  }

  /** Tells whether the schema has no such field. */
  public boolean isMissing() {
    return type.isEmpty();
  }
}
