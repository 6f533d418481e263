package io.gradstream.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ShortTextTest {

  private static final int LIMIT = 64;

  @Test
  void aTextWithinTheLimitStaysAsItIs() {
    String text = "é".repeat(32);
    assertThat(ShortText.of(text, LIMIT)).isEqualTo(text);
    assertThat(ShortText.of("", LIMIT)).isEmpty();
  }

  @Test
  void aLongerTextKeepsItsBeginningAndEndsWithItsHash() {
    String text = "https://example.org/a/rather/long/path/that/goes/on/and/on/index.html";
    assertThat(ShortText.of(text, LIMIT))
        .hasSize(LIMIT)
        .startsWith(text.substring(0, 47))
        .matches(".{47}~[0-9a-f]{16}");
  }

  @Test
  void longTextsThatDifferStayDifferent() {
    String path = "/var/lib/".repeat(20);
    assertThat(ShortText.of(path + "a", LIMIT)).isNotEqualTo(ShortText.of(path + "b", LIMIT));
  }

  @Test
  void noCharacterIsCutInTwo() {
    for (int shift = 0; shift < 4; shift++) {
      String cut = ShortText.of("x".repeat(shift) + "\uD83D\uDE00".repeat(40), LIMIT);
      assertThat(cut).doesNotContain("\uFFFD");
      assertThat(cut.getBytes(StandardCharsets.UTF_8).length).isBetween(LIMIT - 3, LIMIT);
    }
  }

  @Test
  void onlyTheTextItselfIsReadOfLargerBytes() {
    byte[] bytes = ("<" + "y".repeat(80) + ">").getBytes(StandardCharsets.UTF_8);
    assertThat(ShortText.of(bytes, 1, 80, LIMIT))
        .isEqualTo(ShortText.of("y".repeat(80), LIMIT).getBytes(StandardCharsets.UTF_8));
  }
}
