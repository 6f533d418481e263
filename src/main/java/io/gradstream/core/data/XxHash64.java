package io.gradstream.core.data;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * XXH64, the 64-bit hash by which categories are known in stored state.
 *
 * <p>Source: Yann Collet, "xxHash fast digest algorithm", specification version 0.1.1, XXH64.
 * Written here because {@code core} uses the JDK only; tested against lz4-java's implementation.
 */
public final class XxHash64 {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long P1 = 0x9E3779B185EBCA87L;
  private static final long P2 = 0xC2B2AE3D27D4EB4FL;
  private static final long P3 = 0x165667B19E3779F9L;
  private static final long P4 = 0x85EBCA77C2B2AE63L;
  private static final long P5 = 0x27D4EB2F165667C5L;

  private XxHash64() {}

  /** Returns the hash of {@code bytes[from, from + length)} under {@code seed}. */
  public static long hash(byte[] bytes, int from, int length, long seed) {
    int at = from;
    int end = from + length;
    long hash;
    if (length >= 32) {
      hash = stripes(bytes, from, end, seed);
      at = from + (length & ~31);
    } else {
      hash = seed + P5;
    }
    return tail(bytes, at, end, hash + length);
  }

  private static long stripes(byte[] bytes, int from, int end, long seed) {
    long a = seed + P1 + P2;
    long b = seed + P2;
    long c = seed;
    long d = seed - P1;
    for (int at = from; at <= end - 32; at += 32) {
      a = round(a, (long) LONGS.get(bytes, at));
      b = round(b, (long) LONGS.get(bytes, at + 8));
      c = round(c, (long) LONGS.get(bytes, at + 16));
      d = round(d, (long) LONGS.get(bytes, at + 24));
    }
    long hash =
        Long.rotateLeft(a, 1)
            + Long.rotateLeft(b, 7)
            + Long.rotateLeft(c, 12)
            + Long.rotateLeft(d, 18);
    return merge(merge(merge(merge(hash, a), b), c), d);
  }

  private static long tail(byte[] bytes, int from, int end, long start) {
    long hash = start;
    int at = from;
    for (; at <= end - 8; at += 8) {
      hash = Long.rotateLeft(hash ^ round(0, (long) LONGS.get(bytes, at)), 27) * P1 + P4;
    }
    if (at <= end - 4) {
      hash =
          Long.rotateLeft(hash ^ Integer.toUnsignedLong((int) INTS.get(bytes, at)) * P1, 23) * P2
              + P3;
      at += 4;
    }
    for (; at < end; at++) {
      hash = Long.rotateLeft(hash ^ (bytes[at] & 0xFF) * P5, 11) * P1;
    }
    hash = (hash ^ hash >>> 33) * P2;
    hash = (hash ^ hash >>> 29) * P3;
    return hash ^ hash >>> 32;
  }

  private static long round(long accumulator, long input) {
    return Long.rotateLeft(accumulator + input * P2, 31) * P1;
  }

  private static long merge(long hash, long accumulator) {
    return (hash ^ round(0, accumulator)) * P1 + P4;
  }
}
