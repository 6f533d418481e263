package io.gradstream.core.feature.category;

import io.gradstream.core.data.Row;
import io.gradstream.core.data.XxHash64;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The words of a text, by their hashes: the longest runs of letters and digits, as Unicode knows
 * them, each character in lower case ({@link Character#toLowerCase(int)}: the same in every
 * language). Scratch memory, not state.
 */
final class Tokenizer {

  private static final int UTF8 = 4; // bytes of a character at most

  private final long seed;
  private long[] hashes = new long[16];
  private int size;
  private long text = Row.MISSING;
  private byte[] word = new byte[64];
  private int length;

  Tokenizer(long seed) {
    this.seed = seed;
  }

  /** Splits the text in a category slot of a row, unless it is the one that was split last. */
  public Tokenizer of(Row row, int slot) {
    if (row.category(slot) != text) {
      text = row.category(slot);
      size = 0;
      if (text != Row.MISSING) {
        split(new String(row.categoryText(slot, Integer.MAX_VALUE), StandardCharsets.UTF_8));
      }
    }
    return this;
  }

  /** Returns the number of words, repeats included. */
  int size() {
    return size;
  }

  /** Returns the hash of a word. */
  long hash(int i) {
    return hashes[i];
  }

  private void split(String characters) {
    length = 0;
    for (int i = 0; i < characters.length(); ) {
      int character = characters.codePointAt(i);
      if (Character.isLetterOrDigit(character)) {
        append(Character.toLowerCase(character));
      } else {
        end();
      }
      i += Character.charCount(character);
    }
    end();
  }

  private void end() {
    if (length == 0) {
      return;
    }
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * size);
    }
    hashes[size++] = XxHash64.hash(word, 0, length, seed);
    length = 0;
  }

  /** Appends a character in UTF-8. */
  private void append(int character) {
    if (length + UTF8 > word.length) {
      word = Arrays.copyOf(word, 2 * word.length);
    }
    if (character < 0x80) {
      word[length++] = (byte) character;
      return;
    }
    int rest = character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
    word[length++] = (byte) (0xFF00 >> rest + 1 & 0xFF | character >> 6 * rest);
    while (rest > 0) {
      word[length++] = (byte) (0x80 | character >> 6 * --rest & 0x3F);
    }
  }
}
