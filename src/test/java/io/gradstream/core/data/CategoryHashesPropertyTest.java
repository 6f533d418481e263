package io.gradstream.core.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What is remembered of categories must be what would be computed. */
class CategoryHashesPropertyTest {

  private static final String FIELD = "carrier";
  private static final int STEPS = 3000;

  @Property(tries = 200)
  void aRememberedTextHasTheHashOfTheText(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 5000) int distinct) {
    Random random = new Random(seed);
    CategoryHashes known = new CategoryHashes(FIELD);

    for (int i = 0; i < STEPS; i++) {
      byte[] text = text(new Random(random.nextInt(distinct)));
      int from = random.nextInt(12);
      byte[] around = new byte[from + text.length + random.nextInt(12)];
      random.nextBytes(around);
      System.arraycopy(text, 0, around, from, text.length);

      assertThat(known.ofText(around, from, text.length)).isEqualTo(plain(text));
    }
  }

  @Property(tries = 200)
  void aRememberedWholeNumberHasTheHashOfItsDigits(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 5000) int distinct) {
    Random random = new Random(seed);
    CategoryHashes known = new CategoryHashes(FIELD);

    for (int i = 0; i < STEPS; i++) {
      long value = whole(new Random(random.nextInt(distinct)));

      assertThat(known.ofWhole(value)).isEqualTo(plain(Long.toString(value).getBytes(UTF_8)));
    }
  }

  @Property(tries = 200)
  void textsThatDifferInZeroBytesAloneAreDifferentCategories(
      @ForAll @IntRange(max = 7) int first, @ForAll @IntRange(max = 7) int second) {
    CategoryHashes known = new CategoryHashes(FIELD);
    byte[] zeros = new byte[16];

    known.ofWhole(0);
    known.ofText(zeros, 0, first);

    assertThat(known.ofText(zeros, 3, second)).isEqualTo(plain(new byte[second]));
    assertThat(known.ofWhole(0)).isEqualTo(plain(new byte[] {'0'}));
  }

  private static byte[] text(Random random) {
    byte[] text = new byte[random.nextInt(random.nextInt(4) == 0 ? 40 : 10)];
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) (random.nextBoolean() ? random.nextInt(2) : random.nextInt());
    }
    return text;
  }

  private static long whole(Random random) {
    return random.nextBoolean() ? random.nextInt(50) - 10 : random.nextLong();
  }

  /** The definition: XXH64 of the text, seeded with that of the name, and never 0. */
  private static long plain(byte[] text) {
    byte[] name = FIELD.getBytes(UTF_8);
    long hash = XxHash64.hash(text, 0, text.length, XxHash64.hash(name, 0, name.length, 0));
    return hash == 0 ? 1 : hash;
  }
}
