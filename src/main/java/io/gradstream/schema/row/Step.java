package io.gradstream.schema.row;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One instruction of a {@link DecodingPlan}: a run of neighbouring fields that are treated alike.
 *
 * <p>Runs, because choosing what to do next costs more than reading a number: a schema of twenty
 * fields has few changes of kind. A nullable field is part of its run; only a union of another
 * shape needs steps of its own.
 */
final class Step {

  /** What a step does; what follows NUMBER, CATEGORY and LABEL is the type. */
  enum Op {
    /** Passes over fields of {@code size} bytes. */
    SKIP_BYTES,
    /** Passes over ints, longs or enums. */
    SKIP_VARINTS,
    /** Passes over strings or byte strings. */
    SKIP_TEXTS,
    /** Passes over a value as {@link Step#skip} says, or fails as it says. */
    SKIP,
    /** Reads a union's branch and goes to the branch's target. */
    UNION,
    /** Goes to the target. */
    JUMP,
    /** Remembers where the next value begins. */
    KEEP,
    /** Goes back there, to read the value once more. */
    BACK,
    /** Reads on in the defaults, from position {@code size}. */
    DEFAULT,
    /** Reads on in the record, where it was left for a default. */
    RECORD,
    NUMBER_BOOLEAN,
    NUMBER_INT,
    NUMBER_INT_AS_FLOAT,
    NUMBER_LONG,
    NUMBER_LONG_AS_FLOAT,
    NUMBER_FLOAT,
    NUMBER_DOUBLE,
    NUMBER_DECIMAL,
    CATEGORY_BOOLEAN,
    CATEGORY_INT,
    CATEGORY_INT_AS_FLOAT,
    CATEGORY_LONG,
    CATEGORY_LONG_AS_FLOAT,
    CATEGORY_LONG_AS_DOUBLE,
    CATEGORY_FLOAT,
    CATEGORY_DOUBLE,
    CATEGORY_DECIMAL,
    CATEGORY_ENUM,
    CATEGORY_FIXED,
    CATEGORY_TEXT,
    CATEGORY_UUID,
    CATEGORY_UUID_FIXED,
    CATEGORY_DURATION,
    /** Reads a value as {@link Step#reader} says. */
    VALUE,
    LABEL_BOOLEAN,
    LABEL_INT,
    LABEL_INT_AS_FLOAT,
    LABEL_LONG,
    LABEL_LONG_AS_FLOAT,
    LABEL_FLOAT,
    LABEL_DOUBLE,
    LABEL_DECIMAL,
    LABEL_ENUM,
    LABEL_TEXT
  }

  /** Null branch of a field that cannot be null. */
  static final int NEVER_NULL = -1;

  private static final int[] ONCE = {0};
  private static final int[] NO_TARGETS = {};

  /** What to do. */
  final Op op;

  /** The row's slot for each field of the run; of a skip or a label only the length counts. */
  final int[] slots;

  /** Index of the null in each field's union, {@link #NEVER_NULL} if the fields are no unions. */
  final int nullBranch;

  /** How many bytes a value takes, where the type says so. */
  final int size;

  /** Where to go on: for JUMP the end, for UNION the branches; filled while compiling. */
  final int[] targets;

  /** An enum's symbols. */
  final EnumSymbols symbols;

  /** How a decimal is read. */
  final DecimalReader decimal;

  /** What passes over a value of no fixed shape. */
  final Skip skip;

  /** What reads a value that has its own way. */
  final ValueReader reader;

  private Step(
      Op op,
      int[] slots,
      int nullBranch,
      int size,
      int[] targets,
      EnumSymbols symbols,
      DecimalReader decimal,
      Skip skip,
      ValueReader reader) {
    this.op = op;
    this.slots = slots;
    this.nullBranch = nullBranch;
    this.size = size;
    this.targets = targets;
    this.symbols = symbols;
    this.decimal = decimal;
    this.skip = skip;
    this.reader = reader;
  }

  /** Returns a KEEP, BACK, or a skip of one value whose length is in the bytes. */
  static Step of(Op op) {
    return new Step(
        op,
        ONCE,
        NEVER_NULL,
        0,
        NO_TARGETS,
        EnumSymbols.NONE,
        DecimalReader.NONE,
        Skip.NOTHING,
        ValueReader.NONE);
  }

  /** Returns a step that reads a value into a slot. */
  static Step read(Op op, int slot) {
    return sized(op, slot, 0);
  }

  /** Returns a step that reads, or passes over, a value of {@code size} bytes. */
  static Step sized(Op op, int slot, int size) {
    int[] slots = {slot};
    return new Step(
        op,
        slots,
        NEVER_NULL,
        size,
        NO_TARGETS,
        EnumSymbols.NONE,
        DecimalReader.NONE,
        Skip.NOTHING,
        ValueReader.NONE);
  }

  /** Returns a step that reads an enum into a slot. */
  static Step ofEnum(Op op, int slot, EnumSymbols symbols) {
    int[] slots = {slot};
    return new Step(
        op,
        slots,
        NEVER_NULL,
        0,
        NO_TARGETS,
        symbols,
        DecimalReader.NONE,
        Skip.NOTHING,
        ValueReader.NONE);
  }

  /** Returns a step that reads a decimal into a slot. */
  static Step ofDecimal(Op op, int slot, DecimalReader decimal) {
    int[] slots = {slot};
    return new Step(
        op,
        slots,
        NEVER_NULL,
        0,
        NO_TARGETS,
        EnumSymbols.NONE,
        decimal,
        Skip.NOTHING,
        ValueReader.NONE);
  }

  /** Returns a step that lets {@code reader} read a value into a slot. */
  static Step value(ValueReader reader, int slot) {
    int[] slots = {slot};
    return new Step(
        Op.VALUE,
        slots,
        NEVER_NULL,
        0,
        NO_TARGETS,
        EnumSymbols.NONE,
        DecimalReader.NONE,
        Skip.NOTHING,
        reader);
  }

  /** Returns a step that passes over a value of no fixed shape. */
  static Step skip(Skip skip) {
    return new Step(
        Op.SKIP,
        ONCE,
        NEVER_NULL,
        0,
        NO_TARGETS,
        EnumSymbols.NONE,
        DecimalReader.NONE,
        skip,
        ValueReader.NONE);
  }

  /** Returns a step that rejects the record. */
  static Step fail(BadRecordException failure) {
    return skip(new Refusal(failure));
  }

  /** Throws what is wrong with the record. */
  private record Refusal(BadRecordException failure) implements Skip {

    @Override
    public void skip(BinaryInput in, int depth) throws BadRecordException {
      throw failure;
    }
  }

  /** Returns why this step rejects the record, if that is what it does. */
  Optional<BadRecordException> refusal() {
    return skip instanceof Refusal refusal ? Optional.of(refusal.failure()) : Optional.empty();
  }

  /** Tells whether this step rejects every record that it meets. */
  boolean refusesAll() {
    return skip instanceof Refusal && nullBranch == NEVER_NULL;
  }

  /** Returns why this step rejects records, always or for what some of them hold. */
  List<BadRecordException> refusals() {
    return Stream.concat(refusal().stream(), reader.refusals().stream()).toList();
  }

  /** Returns a UNION or JUMP; the caller fills {@code targets} before the plan runs. */
  static Step branch(Op op, int[] targets) {
    return new Step(
        op,
        ONCE,
        NEVER_NULL,
        0,
        targets,
        EnumSymbols.NONE,
        DecimalReader.NONE,
        Skip.NOTHING,
        ValueReader.NONE);
  }

  /** Returns this step for values that are null if their union's branch is {@code branch}. */
  Step orNull(int branch) {
    return new Step(op, slots, branch, size, targets, symbols, decimal, skip, reader);
  }

  /**
   * Tells whether a nullable value can be read by this step alone: not if it reads several fields,
   * those of a record, which has one null for all of them.
   */
  boolean canBeNull() {
    return nullBranch == NEVER_NULL
        && slots.length == 1
        && switch (op) {
          case UNION, JUMP, KEEP, BACK, DEFAULT, RECORD -> false;
          default -> true;
        };
  }

  /** Returns one step for this and the one after it, if they are of a kind. */
  Optional<Step> with(Step next) {
    if (next.op != op || next.nullBranch != nullBranch) {
      return Optional.empty();
    }
    return switch (op) {
      case SKIP_BYTES -> withBytes(next);
      case CATEGORY_FIXED -> next.size == size ? Optional.of(run(next)) : Optional.empty();
      case NUMBER_DECIMAL, CATEGORY_DECIMAL ->
          next.decimal.equals(decimal) ? Optional.of(run(next)) : Optional.empty();
      case SKIP, UNION, JUMP, KEEP, BACK, DEFAULT, RECORD, VALUE -> Optional.empty();
      case CATEGORY_ENUM, LABEL_ENUM, LABEL_DECIMAL -> Optional.empty();
      default -> Optional.of(run(next));
    };
  }

  private Optional<Step> withBytes(Step next) {
    long sum = (long) size + next.size;
    if (nullBranch == NEVER_NULL && sum <= Integer.MAX_VALUE) {
      return Optional.of(sized(op, 0, (int) sum));
    }
    return next.size == size ? Optional.of(run(next)) : Optional.empty();
  }

  private Step run(Step next) {
    int[] both = IntStream.concat(Arrays.stream(slots), Arrays.stream(next.slots)).toArray();
    return new Step(op, both, nullBranch, size, targets, symbols, decimal, skip, reader);
  }
}
