package io.gradstream.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {

  @Test
  void whatControlsATerminalIsWrittenAsAnEscape() {
    assertThat(Printable.of("\u001b[2J red\n\ttwo\r\0"))
        .isEqualTo("\\u001b[2J red\\u000a\\u0009two\\u000d\\u0000");
    assertThat(Printable.of("\u009b31m\u0085")).isEqualTo("\\u009b31m\\u0085");
    assertThat(Printable.of("a\u202ecba\u2066\u200f")).isEqualTo("a\\u202ecba\\u2066\\u200f");
    assertThat(Printable.of("a\u2028b\u2029c\ufeff\u200b"))
        .isEqualTo("a\\u2028b\\u2029c\\ufeff\\u200b");
    assertThat(Printable.of("\ud83d tag\udb40\udc01")).isEqualTo("\\ud83d tag\\U000e0001");
  }

  @Test
  void lettersOfAllScriptsAndEmojiStay() {
    String text = "größe, 東京, עברית, हिन्दी, \ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67, \\N";
    assertThat(Printable.of(text)).isSameAs(text);
  }

  @Test
  void whatIsLongIsCutWithinItsColumns() {
    assertThat(Printable.of("0123456789", 10)).isEqualTo("0123456789");
    assertThat(Printable.of("0123456789x", 10)).isEqualTo("0123456...");
    assertThat(Printable.of("東京東京東京", 10)).isEqualTo("東京東...");
    assertThat(Printable.of("\u001b".repeat(1000), 10)).isEqualTo("\\u001b\\...");
    assertThat(Printable.width("東京é")).isEqualTo(5);
    assertThat(Printable.width(Printable.of("東".repeat(5000), 33))).isBetween(32, 33);
  }

  @Test
  void linesOfOurOwnStayLines() {
    assertThat(Printable.lines("one:\n  a\u001b[0m\n  b")).isEqualTo("one:\n  a\\u001b[0m\n  b");
  }
}
