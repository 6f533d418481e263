package io.gradstream.schema.row;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One instruction of a {@link DecodingPlan}: a run of neighbouring fields that are treated alike,
 * or where to read on.
 *
 * <p>Runs, because choosing what to do next costs more than reading a number: a schema of twenty
 * fields has few changes of kind. A nullable field is part of its run; only a union of another
 * shape needs steps of its own.
 */
final class Step {

  /**
   * What a step does. The most frequent readings have a loop each; {@link #VALUES} is any other.
   */
  enum Op {
    /** Passes over fields of so many bytes as the operands say. */
    SKIP_BYTES,
    /** Passes over ints, longs or enums, as many as there are operands. */
    SKIP_VARINTS,
    /** Passes over strings or byte strings, as many as there are operands. */
    SKIP_TEXTS,
    /** Reads ints as numbers. */
    INT_NUMBERS,
    /** Reads longs as numbers. */
    LONG_NUMBERS,
    /** Reads doubles as numbers. */
    DOUBLE_NUMBERS,
    /** Reads ints as categories. */
    INT_CATEGORIES,
    /** Reads longs as categories. */
    LONG_CATEGORIES,
    /** Reads strings or byte strings as categories. */
    TEXT_CATEGORIES,
    /** Reads values as {@link Step#reader} says. */
    VALUES,
    /** Reads a union's branch and goes to the operand of that number. */
    UNION,
    /** Goes to the operand. */
    JUMP,
    /** Remembers where the next value begins. */
    KEEP,
    /** Goes back there, to read the value once more. */
    BACK,
    /** Reads on in the defaults, from the position that is the operand. */
    DEFAULT,
    /** Reads on in the record, where it was left for a default. */
    RECORD;

    /** Tells whether it reads or passes over fields, which may be null. */
    boolean isOfFields() {
      return switch (this) {
        case UNION, JUMP, KEEP, BACK, DEFAULT, RECORD -> false;
        default -> true;
      };
    }
  }

  /** Null branch of a field that cannot be null. */
  static final int NEVER_NULL = -1;

  /** What to do. */
  final Op op;

  /** The row's slot for each field of the run, or as {@link Op} says. */
  final int[] operands;

  /** Index of the null in each field's union, {@link #NEVER_NULL} if the fields are no unions. */
  final int nullBranch;

  /** What reads the values where the step does not do it by itself. */
  final ValueReader reader;

  private Step(Op op, int[] operands, int nullBranch, ValueReader reader) {
    this.op = op;
    this.operands = operands;
    this.nullBranch = nullBranch;
    this.reader = reader;
  }

  /**
   * Returns a step that needs no reader.
   *
   * @param operands see {@link Op}; the targets of a UNION or JUMP may be filled in later
   */
  static Step of(Op op, int... operands) {
    return new Step(op, operands, NEVER_NULL, ValueReader.NONE);
  }

  /** Returns a step that passes over a field whose bytes tell its length. */
  static Step skip(Op op) {
    return of(op, 0);
  }

  /** Returns a step that lets {@code reader} read a value into a slot. */
  static Step value(ValueReader reader, int slot) {
    return new Step(Op.VALUES, new int[] {slot}, NEVER_NULL, reader);
  }

  /** Returns a step that rejects the record. */
  static Step fail(BadRecordException failure) {
    return value(new ValueReader.Refusal(failure), 0);
  }

  /** Tells whether this step rejects every record that it meets. */
  boolean refusesAll() {
    return reader instanceof ValueReader.Refusal && nullBranch == NEVER_NULL;
  }

  /** Returns why this step rejects records, always or for what some of them hold. */
  List<BadRecordException> refusals() {
    return reader.refusals();
  }

  /** Returns this step for values that are null if their union's branch is {@code branch}. */
  Step orNull(int branch) {
    return new Step(op, operands, branch, reader);
  }

  /**
   * Tells whether a nullable value can be read by this step alone: not if it reads several fields,
   * those of a record, which has one null for all of them.
   */
  boolean canBeNull() {
    return nullBranch == NEVER_NULL && operands.length == 1 && op.isOfFields();
  }

  /** Returns one step for this and the one after it, if they are of a kind. */
  Optional<Step> with(Step next) {
    if (next.op != op || next.nullBranch != nullBranch || !op.isOfFields()) {
      return Optional.empty();
    }
    return reader.equals(next.reader) ? Optional.of(run(next)) : Optional.empty();
  }

  private Step run(Step next) {
    int[] both = IntStream.concat(Arrays.stream(operands), Arrays.stream(next.operands)).toArray();
    return new Step(op, isOneSkip(both) ? new int[] {sum(both)} : both, nullBranch, reader);
  }

  /** Fields of known size, none of them null, are passed over at once. */
  private boolean isOneSkip(int[] sizes) {
    return op == Op.SKIP_BYTES
        && nullBranch == NEVER_NULL
        && Arrays.stream(sizes).asLongStream().sum() <= Integer.MAX_VALUE;
  }

  private static int sum(int[] sizes) {
    return Arrays.stream(sizes).sum();
  }
}
