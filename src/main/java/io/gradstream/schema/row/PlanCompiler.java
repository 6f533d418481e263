package io.gradstream.schema.row;

import io.gradstream.core.data.DateOrder;
import io.gradstream.core.data.Envelope;
import io.gradstream.core.data.Refusal.Reason;
import io.gradstream.core.data.RowLayout;
import io.gradstream.schema.row.Step.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.avro.LogicalType;
import org.apache.avro.Resolver;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Type;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiles a writer's schema, resolved against a reader's, into the {@link DecodingPlan} that fills
 * rows of one layout.
 *
 * <p>Fields that the layout does not name become skips, neighbours of a kind one skip. A record is
 * entered only where the layout names a field in it ({@code a.b}), so recursive schemas end with
 * the path; what is passed over as a whole is left to {@link SkipCompiler}. Fields are matched one
 * by one, so that only what the layout names must resolve; values are resolved by Avro's {@link
 * Resolver}. A writer's schema as its own reader is read as written.
 */
final class PlanCompiler {

  private static final Logger LOG = LoggerFactory.getLogger(PlanCompiler.class);

  /** What is said of a change after which there is no row. */
  static final String DELETED =
      "the field after is null: the change is a delete, and no row is left to predict";

  private final RowLayout given;
  private final RowLayout layout; // the same slots by their paths in the record
  private final Envelope envelope;
  private final String schemaName;
  private final FieldSteps reading;
  private final StepList steps = new StepList();
  private final Map<String, Set<Schema>> found = new HashMap<>();
  private final Set<String> nullable = new HashSet<>();
  private final Map<String, String> misplaced = new LinkedHashMap<>();
  private final SkipCompiler skips = new SkipCompiler();

  /**
   * What is made of a value: steps for a writer's type and the reader's, neither of them unions.
   */
  private record Use(String path, boolean refusesNull, BiConsumer<Schema, Schema> compile) {

    Use(String path, BiConsumer<Schema, Schema> compile) {
      this(path, false, compile);
    }
  }

  private PlanCompiler(RowLayout layout, Envelope envelope, String schemaName) {
    given = layout;
    this.layout = envelope.paths(layout);
    this.envelope = envelope;
    this.schemaName = schemaName;
    reading = new FieldSteps(schemaName, this.layout.label());
  }

  /**
   * Returns the plan; if a feature cannot be read from {@code writer}, one that rejects every
   * record.
   */
  static DecodingPlan compile(
      RowLayout layout, Envelope envelope, String schemaName, Schema writer, Schema reader) {
    PlanCompiler compiler = compiled(layout, envelope, schemaName, writer, reader);
    compiler.warnings().forEach(LOG::warn);
    return new DecodingPlan(
        layout,
        compiler.stepsOrFailure(writer),
        compiler.steps.defaults(),
        !layout.readsLabel() || compiler.found.containsKey(compiler.layout.label().field()));
  }

  /** Returns a compiler after its work, to look at what it has come to. */
  static PlanCompiler compiled(
      RowLayout layout, Envelope envelope, String schemaName, Schema writer, Schema reader) {
    PlanCompiler compiler = new PlanCompiler(layout, envelope, schemaName);
    List<Request> all = Request.all(compiler.layout.fields());
    compiler.value(writer, reader, new Use("", true, (w, r) -> compiler.fields(w, r, all)));
    return compiler;
  }

  /** Returns the types as which a field is read; none if it cannot be read. */
  Set<Schema> typesOf(String path) {
    return found.getOrDefault(path, Set.of());
  }

  /** Tells whether a field may be null, or a record that it is in. */
  boolean mayBeNull(String path) {
    return nullable.contains(path);
  }

  /** Returns the steps, or one that rejects every record if a feature is missing. */
  List<Step> stepsOrFailure(Schema writer) {
    List<String> missing = new MissingFields(layout, found.keySet()).describe(writer);
    return missing.isEmpty()
        ? steps.steps()
        : List.of(missing("schema %s: %s".formatted(schemaName, String.join("; ", missing))));
  }

  private static Step missing(String message) {
    return Step.fail(new BadRecordException(Reason.FIELD_MISSING, message));
  }

  private void fields(Schema writer, Schema reader, List<Request> requests) {
    if (writer.getType() == Type.NULL && isTheRow(requests.get(0))) {
      steps.add(Step.fail(withoutRow(requests.get(0))));
      return;
    }
    if (writer.getType() != Type.RECORD) {
      skip(writer);
      return;
    }
    FieldMatch match = new FieldMatch(writer, reader);
    for (Schema.Field field : writer.getFields()) {
      Schema.Field wanted = match.readerOf(field).orElse(field);
      List<Request> reading = match.wanted(wanted, requests);
      reading.forEach(request -> noteMisplaced(request, wanted));
      read(field.schema(), wanted.schema(), reading);
    }
    for (Schema.Field field : reader.getFields()) {
      if (!match.isWritten(field)) {
        unwritten(field, match.wanted(field, requests));
      }
    }
  }

  /** Tells whether a request is seen from the record itself, or from the row in its envelope. */
  private boolean isTheRow(Request request) {
    return request.from() == 0
        || envelope == Envelope.DEBEZIUM
            && request.path().lastIndexOf(Envelope.AFTER + ".", 0) == 0
            && request.from() == Envelope.AFTER.length() + 1;
  }

  private static BadRecordException withoutRow(Request request) {
    return request.from() == 0
        ? new BadRecordException(
            Reason.TOMBSTONE, "the value is the null of the union that its schema is")
        : new BadRecordException(Reason.DELETED, DELETED);
  }

  /** A common slip of those who write schemas by hand, and Avro ignores it. */
  private void noteMisplaced(Request request, Schema.Field field) {
    Object logical = field.getObjectProp(LogicalType.LOGICAL_TYPE_PROP);
    boolean union = field.schema().isUnion();
    List<Schema> types =
        (union ? field.schema().getTypes() : List.of(field.schema()))
            .stream().filter(type -> type.getType() != Type.NULL).toList();
    boolean isMeantSo = types.stream().allMatch(type -> type.getLogicalType() == null);
    if (request.isLast() && logical != null && types.size() == 1 && isMeantSo) {
      String type = FieldSteps.described(types.get(0));
      String right = "{\"type\": \"%s\", \"logicalType\": \"%s\"}".formatted(type, logical);
      misplaced.put(
          request.path(),
          "schema %s: field %s has logicalType %s beside its type, where Avro ignores it: it is read as a plain %s; let the schema say \"type\": %s"
              .formatted(
                  schemaName,
                  request.path(),
                  logical,
                  type,
                  union ? "[\"null\", %s]".formatted(right) : right));
    }
  }

  /** Returns a sentence for each field whose logical type is where it does not count. */
  Collection<String> warnings() {
    return misplaced.values();
  }

  private void read(Schema writer, Schema reader, List<Request> requests) {
    if (requests.isEmpty()) {
      skip(writer);
      return;
    }
    List<Use> uses = usesOf(requests, reader);
    for (int i = 0; i < uses.size() - 1; i++) {
      steps.add(Step.of(Op.KEEP));
      value(writer, reader, uses.get(i));
      steps.add(Step.of(Op.BACK));
    }
    value(writer, reader, uses.get(uses.size() - 1));
  }

  /** Reads the default of a field that only the reader has; a label that has none is no defect. */
  private void unwritten(Schema.Field field, List<Request> requests) {
    List<Request> features =
        requests.stream().filter(r -> !r.path().equals(layout.label().field())).toList();
    if (field.hasDefaultValue() && !requests.isEmpty()) {
      Optional<byte[]> encoded = DefaultValues.encode(field);
      encoded.ifPresentOrElse(
          bytes -> steps.addDefault(bytes, () -> read(field.schema(), field.schema(), requests)),
          () -> steps.add(reading.badDefault(requests.get(0).path())));
    } else if (!features.isEmpty()) {
      String message = "schema %s: no field %s, and the reader's schema has no default for it";
      steps.add(missing(message.formatted(schemaName, features.get(0).path())));
    }
  }

  /** Entering a record comes last, for within it a step may KEEP another place. */
  private List<Use> usesOf(List<Request> requests, Schema reader) {
    List<Use> uses = new ArrayList<>();
    for (Request request : requests.stream().filter(Request::isLast).toList()) {
      found.computeIfAbsent(request.path(), path -> new LinkedHashSet<>()).add(reader);
      addUses(request.path(), uses);
    }
    List<Request> within =
        requests.stream().filter(request -> !request.isLast()).map(Request::next).toList();
    if (!within.isEmpty()) {
      Request first = within.get(0);
      uses.add(new Use(first.path(), isTheRow(first), (w, r) -> fields(w, r, within)));
    }
    return uses;
  }

  private void addUses(String path, List<Use> uses) {
    int number = layout.numbers().indexOf(path);
    int category = layout.categories().indexOf(path);
    if (number >= 0) {
      uses.add(new Use(path, (w, r) -> reading.number(path, number, w, r).ifPresent(steps::add)));
    }
    if (category >= 0) {
      uses.add(
          new Use(path, (w, r) -> reading.category(path, category, w, r).ifPresent(steps::add)));
    }
    int instant = layout.instants().indexOf(path);
    int bag = layout.bags().indexOf(path);
    if (instant >= 0) {
      DateOrder order = layout.dateOrder(path);
      uses.add(
          new Use(
              path, (w, r) -> reading.instant(path, instant, order, w, r).ifPresent(steps::add)));
    }
    if (bag >= 0) {
      uses.add(new Use(path, (w, r) -> bag(path, bag, w, r)));
    }
    if (layout.readsLabel() && layout.label().field().equals(path)) {
      uses.add(new Use(path, (w, r) -> reading.label(path, w, r).ifPresent(steps::add)));
    }
  }

  /** An item is read as a field of its type would be, by steps compiled for it alone. */
  private void bag(String path, int slot, Schema writer, Schema reader) {
    if (reader.getType() == Type.NULL) {
      return;
    }
    if (reader.getType() != Type.ARRAY) {
      steps.add(reading.noBag(path, reader));
      return;
    }
    String name = given.bags().get(slot);
    RowLayout item = BagReader.item(name);
    PlanCompiler items = new PlanCompiler(item, Envelope.NONE, schemaName);
    List<Use> uses = new ArrayList<>();
    items.addUses(name, uses);
    items.value(writer.getElementType(), reader.getElementType(), uses.get(0));
    List<Step> read = items.steps.steps();
    boolean refused = read.size() == 1 && read.get(0).refusesAll();
    steps.add(refused ? read.get(0) : Step.value(new BagReader(item, read), slot));
  }

  private void value(Schema writer, Schema reader, Use use) {
    boolean records = writer.getType() == Type.RECORD && reader.getType() == Type.RECORD;
    if (records || writer == reader && !writer.isUnion()) {
      use.compile().accept(writer, reader);
    } else {
      resolve(writer, reader)
          .ifPresentOrElse(
              action -> value(action, use),
              () -> steps.add(reading.unresolved(use.path(), writer, reader)));
    }
  }

  /** Nothing where Avro cannot tell: a default that nobody checked fails in many ways. */
  private static Optional<Resolver.Action> resolve(Schema writer, Schema reader) {
    try {
      return Optional.of(Resolver.resolve(writer, reader));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private void value(Resolver.Action action, Use use) {
    if (action instanceof Resolver.WriterUnion union) {
      union(union.actions, use);
    } else if (action instanceof Resolver.ReaderUnion union) {
      value(union.actualAction, use);
    } else if (use.refusesNull() && action.writer.getType() == Type.NULL) {
      use.compile().accept(action.writer, action.writer);
    } else if (action instanceof Resolver.ErrorAction && !isOfRecords(action)) {
      steps.add(reading.unresolved(use.path(), action.writer, action.reader));
    } else {
      use.compile().accept(action.writer, action.reader);
    }
  }

  /** Of records Avro wants every field; here those that the layout names are enough. */
  private static boolean isOfRecords(Resolver.Action action) {
    return action.writer.getType() == Type.RECORD && action.reader.getType() == Type.RECORD;
  }

  private void union(Resolver.Action[] branches, Use use) {
    if (Arrays.stream(branches).anyMatch(branch -> branch.writer.getType() == Type.NULL)) {
      nullable.add(use.path());
    }
    boolean plain = branches.length == 2 && !use.refusesNull();
    int nullBranch = plain ? nullBranch(branches) : Step.NEVER_NULL;
    if (nullBranch >= 0) {
      steps.addNullable(nullBranch, i -> value(branches[i], use));
    } else {
      steps.addUnion(branches.length, i -> value(branches[i], use));
    }
  }

  /** A null that the reader does not allow is not one: it has a step that refuses the record. */
  private static int nullBranch(Resolver.Action[] branches) {
    for (int i = 0; i < branches.length; i++) {
      if (branches[i].writer.getType() == Type.NULL
          && !(branches[i] instanceof Resolver.ErrorAction)) {
        return i;
      }
    }
    return Step.NEVER_NULL;
  }

  private void skip(Schema schema) {
    switch (schema.getType()) {
      case NULL -> {}
      case BOOLEAN, FLOAT, DOUBLE, FIXED ->
          steps.add(Step.of(Op.SKIP_BYTES, SkipCompiler.fixedSize(schema)));
      case INT, LONG, ENUM -> steps.add(Step.skip(Op.SKIP_VARINT));
      case STRING, BYTES -> steps.add(Step.skip(Op.SKIP_TEXT));
      case UNION -> value(schema, schema, new Use("", (w, r) -> skip(w)));
      case RECORD, ARRAY, MAP ->
          steps.add(Step.value(new ValueReader.Passing(skips.compile(schema)), 0));
    }
  }
}
