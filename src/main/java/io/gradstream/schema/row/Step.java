package io.gradstream.schema.row;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One instruction of a {@link DecodingPlan}: what to do with a field, or where to read on.
 *
 * <p>A nullable field is one step; only a union of another shape needs steps of its own.
 */
final class Step {

  /**
   * What a step does. The most frequent readings have a {@link FieldReader} each; {@link #VALUE} is
   * any other.
   */
  enum Op {
    /** Passes over so many bytes as the operand says. */
    SKIP_BYTES,
    /** Passes over an int, long or enum. */
    SKIP_VARINT,
    /** Passes over a string or byte string. */
    SKIP_TEXT,
    /** Reads an int as a number. */
    INT_NUMBER,
    /** Reads a long as a number. */
    LONG_NUMBER,
    /** Reads a double as a number. */
    DOUBLE_NUMBER,
    /** Reads an int as a category. */
    INT_CATEGORY,
    /** Reads a long as a category. */
    LONG_CATEGORY,
    /** Reads a string or byte string as a category. */
    TEXT_CATEGORY,
    /** Reads a value as {@link Step#reader} says. */
    VALUE,
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

    /** Tells whether it reads or passes over a field, which may be null. */
    boolean isOfField() {
      return switch (this) {
        case UNION, JUMP, KEEP, BACK, DEFAULT, RECORD -> false;
        default -> true;
      };
    }

    /** Tells whether it sets a number, be it to a missing one. */
    boolean setsNumber() {
      return this == INT_NUMBER || this == LONG_NUMBER || this == DOUBLE_NUMBER;
    }

    /** Tells whether it sets a category, be it to a missing one. */
    boolean setsCategory() {
      return this == INT_CATEGORY || this == LONG_CATEGORY || this == TEXT_CATEGORY;
    }
  }

  /** Null branch of a field that cannot be null. */
  static final int NEVER_NULL = -1;

  /** What to do. */
  final Op op;

  /** The row's slot, or what {@link Op} says. */
  final int[] operands;

  /** Index of the null in the field's union, {@link #NEVER_NULL} if the field is no union. */
  final int nullBranch;

  /** What reads a VALUE. */
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

  /** Returns the only operand. */
  int operand() {
    return operands[0];
  }

  /** Returns the steps to which a UNION or JUMP may go. */
  List<Integer> targets() {
    return Arrays.stream(operands).boxed().toList();
  }

  /** Returns a step that passes over a field whose bytes tell its length. */
  static Step skip(Op op) {
    return of(op, 0);
  }

  /** Returns a step that lets {@code reader} read a value into a slot. */
  static Step value(ValueReader reader, int slot) {
    return new Step(Op.VALUE, new int[] {slot}, NEVER_NULL, reader);
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

  /** Tells whether a nullable value can be read by this step alone. */
  boolean canBeNull() {
    return nullBranch == NEVER_NULL && op.isOfField();
  }

  /** Returns one step for this and the one after it, if both pass over fields of known size. */
  Optional<Step> with(Step next) {
    boolean skips = op == Op.SKIP_BYTES && next.op == Op.SKIP_BYTES;
    if (!skips || nullBranch != NEVER_NULL || next.nullBranch != NEVER_NULL) {
      return Optional.empty();
    }
    long size = (long) operand() + next.operand();
    return size == (int) size ? Optional.of(of(Op.SKIP_BYTES, (int) size)) : Optional.empty();
  }
}
