package io.gradstream.schema;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One instruction of a {@link DecodingPlan}.
 *
 * <p>Flat and final, so that a plan runs as a loop over a switch: a virtual call per field would
 * cost more than reading the field.
 */
final class Step {

  /** What a step does; what follows NUMBER, CATEGORY and LABEL is the writer's type. */
  enum Op {
    /** Passes over {@code operand} bytes. */
    SKIP_BYTES,
    /** Passes over {@code operand} ints, longs or enums. */
    SKIP_VARINTS,
    /** Passes over {@code operand} strings or byte strings. */
    SKIP_TEXTS,
    /** Passes over what {@link Step#skip} says, or fails as it says. */
    SKIP,
    /** Reads a union's branch and goes to the target if it is the null branch {@code operand}. */
    NULLABLE,
    /** Reads a union's branch and goes to the branch's target. */
    UNION,
    /** Goes to the target. */
    JUMP,
    /** Remembers where the next value begins. */
    KEEP,
    /** Goes back there, to read the value once more. */
    BACK,
    NUMBER_BOOLEAN,
    NUMBER_INT,
    NUMBER_LONG,
    NUMBER_FLOAT,
    NUMBER_DOUBLE,
    CATEGORY_BOOLEAN,
    CATEGORY_INT,
    CATEGORY_LONG,
    CATEGORY_FLOAT,
    CATEGORY_DOUBLE,
    CATEGORY_ENUM,
    CATEGORY_FIXED,
    CATEGORY_TEXT,
    LABEL_BOOLEAN,
    LABEL_INT,
    LABEL_LONG,
    LABEL_FLOAT,
    LABEL_DOUBLE,
    LABEL_ENUM,
    LABEL_TEXT
  }

  private static final int[] NO_TARGETS = {};
  private static final byte[][] NO_SYMBOLS = {};

  /** What to do. */
  final Op op;

  /** The row's slot that is filled. */
  final int slot;

  /** A count of bytes or values, or the index of a union's null branch. */
  final int operand;

  /** Where to go on: the end of a union, or the begin of each branch; filled while compiling. */
  final int[] targets;

  /** UTF-8 texts of an enum's symbols. */
  final byte[][] symbols;

  /** What passes over a value of no fixed shape. */
  final Skip skip;

  private Step(Op op, int slot, int operand, int[] targets, byte[][] symbols, Skip skip) {
    this.op = op;
    this.slot = slot;
    this.operand = operand;
    this.targets = targets;
    this.symbols = symbols;
    this.skip = skip;
  }

  /** Returns a step that reads a value into a slot. */
  static Step read(Op op, int slot) {
    return new Step(op, slot, 0, NO_TARGETS, NO_SYMBOLS, Skip.NOTHING);
  }

  /** Returns a step that reads a value of {@code size} bytes into a slot. */
  static Step readFixed(Op op, int slot, int size) {
    return new Step(op, slot, size, NO_TARGETS, NO_SYMBOLS, Skip.NOTHING);
  }

  /** Returns a step that reads an enum into a slot. */
  static Step readEnum(Op op, int slot, List<String> symbols) {
    byte[][] texts =
        symbols.stream().map(s -> s.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    return new Step(op, slot, 0, NO_TARGETS, texts, Skip.NOTHING);
  }

  /** Returns a step that passes over {@code count} bytes or values. */
  static Step skip(Op op, int count) {
    return new Step(op, 0, count, NO_TARGETS, NO_SYMBOLS, Skip.NOTHING);
  }

  /** Returns a step that passes over a value of no fixed shape. */
  static Step skip(Skip skip) {
    return new Step(Op.SKIP, 0, 0, NO_TARGETS, NO_SYMBOLS, skip);
  }

  /** Returns a step that rejects the record. */
  static Step fail(BadRecordException failure) {
    return skip(
        (in, depth) -> {
          throw failure;
        });
  }

  /** Returns a KEEP or BACK. */
  static Step mark(Op op) {
    return new Step(op, 0, 0, NO_TARGETS, NO_SYMBOLS, Skip.NOTHING);
  }

  /** Returns a NULLABLE, UNION or JUMP; the caller fills {@code targets} before the plan runs. */
  static Step branch(Op op, int nullBranch, int[] targets) {
    return new Step(op, 0, nullBranch, targets, NO_SYMBOLS, Skip.NOTHING);
  }
}
