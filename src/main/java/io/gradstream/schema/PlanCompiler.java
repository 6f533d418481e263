package io.gradstream.schema;

import io.gradstream.core.data.RowLayout;
import io.gradstream.schema.BadRecordException.Reason;
import io.gradstream.schema.Step.Op;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.Schema;

/**
 * Compiles a writer schema into the {@link DecodingPlan} that fills rows of one layout.
 *
 * <p>Fields that the layout does not name become skips, neighbours of a kind one skip. A record is
 * entered only where the layout names a field in it ({@code a.b}), so recursive schemas end with
 * the path; what is passed over as a whole is left to {@link SkipCompiler}.
 */
final class PlanCompiler {

  private final RowLayout layout;
  private final int schemaId;
  private final List<Step> steps = new ArrayList<>();
  private final Set<String> found = new HashSet<>();
  private final SkipCompiler skips = new SkipCompiler();
  private int lastTarget;

  private PlanCompiler(RowLayout layout, int schemaId) {
    this.layout = layout;
    this.schemaId = schemaId;
  }

  /** Returns the plan; if a feature is not in {@code writer}, one that rejects every record. */
  static DecodingPlan compile(RowLayout layout, int schemaId, Schema writer) {
    PlanCompiler compiler = new PlanCompiler(layout, schemaId);
    compiler.value(writer, schema -> compiler.fields(schema, ""));
    return new DecodingPlan(
        schemaId, compiler.stepsOrFailure(writer), new LabelReader(layout.label()));
  }

  private List<Step> stepsOrFailure(Schema writer) {
    List<String> missing = new MissingFields(layout, found).describe(writer);
    return missing.isEmpty()
        ? steps
        : List.of(
            Step.fail(
                new BadRecordException(
                    Reason.FIELD_MISSING,
                    "schema %d: %s".formatted(schemaId, String.join("; ", missing)))));
  }

  private void fields(Schema schema, String prefix) {
    if (schema.getType() == Schema.Type.RECORD) {
      schema.getFields().forEach(field -> field(prefix + field.name(), field.schema()));
    } else {
      skip(schema);
    }
  }

  private void field(String path, Schema schema) {
    List<Consumer<Schema>> uses = usesOf(path);
    for (int i = 0; i < uses.size() - 1; i++) {
      add(Step.of(Op.KEEP));
      value(schema, uses.get(i));
      add(Step.of(Op.BACK));
    }
    value(schema, uses.get(uses.size() - 1));
  }

  /** Entering a record comes last, for within it a step may KEEP another place. */
  private List<Consumer<Schema>> usesOf(String path) {
    List<Consumer<Schema>> uses = new ArrayList<>();
    int number = layout.numbers().indexOf(path);
    int category = layout.categories().indexOf(path);
    if (number >= 0) {
      uses.add(schema -> number(path, schema, number));
    }
    if (category >= 0) {
      uses.add(schema -> category(path, schema, category));
    }
    if (layout.label().field().equals(path)) {
      uses.add(schema -> label(path, schema));
    }
    if (!uses.isEmpty()) {
      found.add(path);
    }
    if (layout.fields().stream().anyMatch(name -> name.startsWith(path + "."))) {
      uses.add(schema -> fields(schema, path + "."));
    }
    return uses.isEmpty() ? List.of(this::skip) : uses;
  }

  private void value(Schema schema, Consumer<Schema> use) {
    List<Schema> branches = schema.isUnion() ? schema.getTypes() : List.of(schema);
    if (!schema.isUnion()) {
      use.accept(schema);
    } else if (branches.size() == 2 && schema.isNullable()) {
      nullable(branches, use);
    } else {
      union(branches, use);
    }
  }

  /** A value that one step reads stays one step; another goes by the ways of any union. */
  private void nullable(List<Schema> branches, Consumer<Schema> use) {
    int nullBranch = branches.get(0).getType() == Schema.Type.NULL ? 0 : 1;
    int begin = steps.size();
    int barrier = lastTarget;
    lastTarget = begin;
    use.accept(branches.get(1 - nullBranch));
    if (steps.size() == begin + 1 && steps.get(begin).canBeNull()) {
      lastTarget = barrier;
      add(steps.remove(begin).orNull(nullBranch));
    } else {
      steps.subList(begin, steps.size()).clear();
      union(branches, use);
    }
  }

  private void union(List<Schema> branches, Consumer<Schema> use) {
    int[] begins = new int[branches.size()];
    int[] end = new int[1];
    add(Step.branch(Op.UNION, begins));
    for (int i = 0; i < begins.length; i++) {
      begins[i] = target();
      use.accept(branches.get(i));
      add(Step.branch(Op.JUMP, end));
    }
    end[0] = target();
  }

  private void number(String path, Schema schema, int slot) {
    switch (schema.getType()) {
      case NULL -> {}
      case BOOLEAN, INT, LONG, FLOAT, DOUBLE -> add(Step.read(op("NUMBER_", schema), slot));
      default ->
          add(unusable(path, schema, "a number must be int, long, float, double or boolean"));
    }
  }

  private void category(String path, Schema schema, int slot) {
    switch (schema.getType()) {
      case NULL -> {}
      case BOOLEAN, INT, LONG, FLOAT, DOUBLE -> add(Step.read(op("CATEGORY_", schema), slot));
      case STRING, BYTES -> add(Step.read(Op.CATEGORY_TEXT, slot));
      case ENUM -> add(Step.ofEnum(Op.CATEGORY_ENUM, slot, schema.getEnumSymbols()));
      case FIXED -> add(Step.sized(Op.CATEGORY_FIXED, slot, schema.getFixedSize()));
      default -> add(unusable(path, schema, "a category must not be a record, array or map"));
    }
  }

  private void label(String path, Schema schema) {
    switch (schema.getType()) {
      case NULL -> {}
      case BOOLEAN, INT, LONG, FLOAT, DOUBLE -> add(Step.read(op("LABEL_", schema), 0));
      case STRING -> add(Step.read(Op.LABEL_TEXT, 0));
      case ENUM -> add(Step.ofEnum(Op.LABEL_ENUM, 0, schema.getEnumSymbols()));
      default -> add(unusable(path, schema, "a label must be a number, boolean, string or enum"));
    }
  }

  private static Op op(String use, Schema schema) {
    return Op.valueOf(use + schema.getType().name());
  }

  private Step unusable(String path, Schema schema, String allowed) {
    String type = schema.getType().getName().toLowerCase(Locale.ROOT);
    return Step.fail(
        new BadRecordException(
            Reason.FIELD_TYPE,
            "field %s is of type %s in schema %d; %s".formatted(path, type, schemaId, allowed)));
  }

  private void skip(Schema schema) {
    switch (schema.getType()) {
      case NULL -> {}
      case BOOLEAN, FLOAT, DOUBLE, FIXED ->
          add(Step.sized(Op.SKIP_BYTES, 0, SkipCompiler.fixedSize(schema)));
      case INT, LONG, ENUM -> add(Step.of(Op.SKIP_VARINTS));
      case STRING, BYTES -> add(Step.of(Op.SKIP_TEXTS));
      case UNION -> value(schema, this::skip);
      case RECORD, ARRAY, MAP -> add(Step.skip(skips.compile(schema)));
    }
  }

  /** Appends a step, or lengthens the last, unless a branch of a union arrives between the two. */
  private void add(Step step) {
    int last = steps.size() - 1;
    Optional<Step> both = last >= lastTarget ? steps.get(last).with(step) : Optional.empty();
    both.ifPresentOrElse(run -> steps.set(last, run), () -> steps.add(step));
  }

  private int target() {
    lastTarget = steps.size();
    return lastTarget;
  }
}
