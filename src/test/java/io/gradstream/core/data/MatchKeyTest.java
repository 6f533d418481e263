package io.gradstream.core.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MatchKeyTest {

  private static final RowLayout LAYOUT =
      RowLayout.of(List.of(), List.of("a", "b"), LabelRule.binary("y"));

  private final Row row = new Row(LAYOUT);

  private void set(int slot, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    row.setCategory(slot, bytes, 0, bytes.length);
  }

  private byte[] key(String... fields) {
    return new MatchKey(LAYOUT, List.of(fields)).of(null, row);
  }

  @Test
  void withoutFieldsItIsTheRecordsOwnKeyAsItIs() {
    byte[] own = {0, 1, -1};

    assertThat(new MatchKey(LAYOUT, List.of()).of(own, row)).isSameAs(own);
    assertThat(new MatchKey(LAYOUT, List.of()).of(null, row)).isEmpty();
    assertThat(new MatchKey(LAYOUT, List.of()).of(new byte[0], row)).isEmpty();
  }

  @Test
  void aFieldIsItsTextWhateverTypeCarriedIt() {
    row.setCategory(0, 7L);
    byte[] whole = key("a");
    row.setCategory(0, 7.0);
    byte[] real = key("a");
    set(0, "7");

    assertThat(key("a")).isEqualTo("7".getBytes(UTF_8)).isEqualTo(whole).isEqualTo(real);
  }

  @Test
  void aLongTextIsNotCut() {
    set(0, "x".repeat(100_000));

    assertThat(key("a")).hasSize(100_000);
  }

  @Test
  void textsOfSeveralFieldsCannotBeConfused() {
    set(0, "ab");
    set(1, "c");
    byte[] one = key("a", "b");
    set(0, "a");
    set(1, "bc");

    assertThat(key("a", "b")).isNotEqualTo(one).hasSameSizeAs(one);
    assertThat(key("b", "a")).isNotEqualTo(key("a", "b"));
  }

  @Test
  void aMissingFieldLeavesNoKeyAndIsNamed() {
    set(0, "x");
    MatchKey both = new MatchKey(LAYOUT, List.of("a", "b"));

    assertThat(both.of("own".getBytes(UTF_8), row)).isEmpty();
    assertThat(both.refusal("input", row))
        .isEqualTo(
            new Refusal(
                Refusal.Reason.NO_KEY,
                "b is missing or empty, and labels and records find each other by it (input.key)"));
  }

  @Test
  void anEmptyTextAloneIsNoKey() {
    set(0, "");

    assertThat(key("a")).isEmpty();
    assertThat(new MatchKey(LAYOUT, List.of("a")).refusal("labels", row).message())
        .startsWith("a is missing or empty");
  }

  @Test
  void aRecordWithoutAKeyIsRefusedWithWhatToDo() {
    Refusal refusal = new MatchKey(LAYOUT, List.of()).refusal("labels", row);

    assertThat(refusal.reason()).isEqualTo(Refusal.Reason.NO_KEY);
    assertThat(refusal.message()).contains("has no key").contains("labels.key");
  }

  @Test
  void aFieldThatIsNotReadIsAMistakeOfTheProgram() {
    assertThatThrownBy(() -> new MatchKey(LAYOUT, List.of("c")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the layout has no category c");
  }
}
