package io.gradstream.schema.row;

import io.gradstream.core.data.Row;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Neighbouring fields read by one method handle, which the JVM compiles to code for this very
 * sequence: every slot a constant, every reader inlined, the position in a register.
 *
 * <p>Measured on the flights against loops over runs of like fields: half the time over five
 * hundred records again and again, about the same in the median over three thousand while the
 * machine had other work. A switch for each field takes longer than either.
 */
final class FusedFields implements FieldReader {

  /** How many fields are fused at most; the JVM inlines no more than some. */
  private static final int MOST = 32;

  private static final MethodType TYPE =
      MethodType.methodType(int.class, BinaryInput.class, byte[].class, Row.class, int.class);
  private static final MethodHandle READ = handle();

  /** Records after which a sequence is worth a class of its own, which takes a millisecond. */
  private static final int WARM = 2000;

  private final MethodHandle fields;
  private int records;
  private @Nullable FieldReader compiled;

  private FusedFields(MethodHandle fields) {
    this.fields = fields;
  }

  /** Returns one reader for fields that follow one another, at least one. */
  static FieldReader of(List<FieldReader> fields) {
    if (fields.size() == 1) {
      return fields.get(0);
    }
    List<FieldReader> parts = new ArrayList<>();
    for (int from = 0; from < fields.size(); from += MOST) {
      List<FieldReader> part = fields.subList(from, Math.min(from + MOST, fields.size()));
      parts.add(part.size() == 1 ? part.get(0) : new FusedFields(fused(part)));
    }
    return of(parts);
  }

  private static MethodHandle fused(List<FieldReader> fields) {
    int half = fields.size() / 2;
    return half == 0
        ? READ.bindTo(fields.get(0))
        : inOrder(fused(fields.subList(0, half)), fused(fields.subList(half, fields.size())));
  }

  /** Where the first ends, the second begins. */
  private static MethodHandle inOrder(MethodHandle first, MethodHandle second) {
    MethodHandle both = MethodHandles.collectArguments(second, TYPE.parameterCount() - 1, first);
    return MethodHandles.permuteArguments(both, TYPE, 0, 1, 2, 0, 1, 2, 3);
  }

  private static MethodHandle handle() {
    try {
      return MethodHandles.lookup().findVirtual(FieldReader.class, "read", TYPE);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @Override
  public int read(BinaryInput in, byte[] bytes, Row row, int at) throws BadRecordException {
    FieldReader fast = compiled;
    return fast != null ? fast.read(in, bytes, row, at) : readCold(in, bytes, row, at);
  }

  private int readCold(BinaryInput in, byte[] bytes, Row row, int at) throws BadRecordException {
    if (++records == WARM) {
      compiled = FusedCall.to(fields);
    }
    return FusedCall.call(fields, in, bytes, row, at);
  }
}
