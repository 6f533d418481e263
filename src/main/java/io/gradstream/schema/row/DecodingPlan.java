package io.gradstream.schema.row;

import io.gradstream.core.data.Row;
import java.util.List;

/**
 * How records of one writer schema fill a row: steps compiled once, run for every record.
 *
 * <p>A field that is read twice, say as a number and as a category, is decoded twice: KEEP and BACK
 * around the first reading keep every other step to one purpose.
 *
 * <p>The most frequent steps have a loop each, so that nothing is chosen inside it; the rest share
 * one. Measured on the flights, passing over fields costs a third less so.
 */
final class DecodingPlan {

  private final int schemaId;
  private final Step[] steps;
  private final byte[] defaults;
  private final BinaryInput defaultInput = new BinaryInput();
  private final boolean hasLabel;

  /**
   * Creates a plan.
   *
   * @param defaults encoded values of fields that the writer does not have
   * @param hasLabel whether the label is one of the writer's fields or has a default
   */
  DecodingPlan(int schemaId, List<Step> steps, byte[] defaults, boolean hasLabel) {
    this.schemaId = schemaId;
    this.steps = steps.toArray(Step[]::new);
    this.defaults = defaults;
    this.hasLabel = hasLabel;
  }

  /** Returns the id of the writer schema. */
  int schemaId() {
    return schemaId;
  }

  /** Tells whether records of the writer schema can have a label. */
  boolean hasLabel() {
    return hasLabel;
  }

  /** Reads one record into {@code row}, which is cleared; what follows the record is ignored. */
  void run(BinaryInput record, Row row) throws BadRecordException {
    BinaryInput in = record;
    int kept = 0;
    int next = 0;
    while (next < steps.length) {
      Step step = steps[next++];
      switch (step.op) {
        case SKIP_BYTES -> skipBytes(step, in);
        case SKIP_VARINTS -> skipVarints(step, in);
        case SKIP_TEXTS -> skipTexts(step, in);
        case INT_NUMBERS -> ints(step, in, row);
        case LONG_NUMBERS -> longs(step, in, row);
        case DOUBLE_NUMBERS -> doubles(step, in, row);
        case INT_CATEGORIES -> intCategories(step, in, row);
        case LONG_CATEGORIES -> longCategories(step, in, row);
        case TEXT_CATEGORIES -> texts(step, in, row);
        case VALUES -> values(step, in, row);
        case UNION -> next = step.operands[in.readIndex(step.operands.length)];
        case JUMP -> next = step.operands[0];
        case KEEP -> kept = in.position();
        case BACK -> in.rewind(kept);
        case DEFAULT -> {
          in = defaultInput;
          in.reset(defaults, step.operands[0]);
        }
        case RECORD -> in = record;
      }
    }
  }

  private static void skipBytes(Step step, BinaryInput in) throws BadRecordException {
    for (int size : step.operands) {
      if (!in.readNull(step.nullBranch)) {
        in.skip(size);
      }
    }
  }

  private static void skipVarints(Step step, BinaryInput in) throws BadRecordException {
    for (int i = 0; i < step.operands.length; i++) {
      if (!in.readNull(step.nullBranch)) {
        in.readLong();
      }
    }
  }

  private static void skipTexts(Step step, BinaryInput in) throws BadRecordException {
    for (int i = 0; i < step.operands.length; i++) {
      if (!in.readNull(step.nullBranch)) {
        in.skip(in.readLength());
      }
    }
  }

  private static void ints(Step step, BinaryInput in, Row row) throws BadRecordException {
    for (int slot : step.operands) {
      if (!in.readNull(step.nullBranch)) {
        row.setNumber(slot, in.readInt());
      }
    }
  }

  private static void longs(Step step, BinaryInput in, Row row) throws BadRecordException {
    for (int slot : step.operands) {
      if (!in.readNull(step.nullBranch)) {
        row.setNumber(slot, in.readLong());
      }
    }
  }

  private static void doubles(Step step, BinaryInput in, Row row) throws BadRecordException {
    for (int slot : step.operands) {
      if (!in.readNull(step.nullBranch)) {
        row.setNumber(slot, in.readDouble());
      }
    }
  }

  private static void intCategories(Step step, BinaryInput in, Row row) throws BadRecordException {
    for (int slot : step.operands) {
      if (!in.readNull(step.nullBranch)) {
        row.setCategory(slot, (long) in.readInt());
      }
    }
  }

  private static void longCategories(Step step, BinaryInput in, Row row) throws BadRecordException {
    for (int slot : step.operands) {
      if (!in.readNull(step.nullBranch)) {
        row.setCategory(slot, in.readLong());
      }
    }
  }

  private static void texts(Step step, BinaryInput in, Row row) throws BadRecordException {
    for (int slot : step.operands) {
      if (!in.readNull(step.nullBranch)) {
        int length = in.readLength();
        row.setCategory(slot, in.bytes(), in.skip(length), length);
      }
    }
  }

  private static void values(Step step, BinaryInput in, Row row) throws BadRecordException {
    for (int slot : step.operands) {
      if (!in.readNull(step.nullBranch)) {
        step.reader.read(in, row, slot);
      }
    }
  }
}
