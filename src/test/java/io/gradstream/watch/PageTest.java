package io.gradstream.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PageTest {

  private static final Pattern SCRIPT =
      Pattern.compile("<script(?: type=\"(?:importmap|module)\")?>(.*?)</script>", Pattern.DOTALL);

  private static String file(String reason) {
    History history = new History(Windows.PIPELINE.learner());
    history.addWindow(Windows.window(1, 0.5, 0.7, 0.6));
    history.addDecision(Windows.decision(1, reason));
    return Page.file(
        new Drawing("p", Windows.PIPELINE.learner(), "file")
            .draw(history, new ModelLook(), List.of()));
  }

  @Test
  void everyScriptInTheFileIsOneThatItsPolicyNames() throws Exception {
    String file = file("plain");
    Matcher scripts = SCRIPT.matcher(file);
    int count = 0;
    while (scripts.find()) {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(scripts.group(1).getBytes("UTF-8"));
      assertThat(file).contains("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
      count++;
    }
    assertThat(count).isEqualTo(3);
  }

  @Test
  void theFileAsksNobodyForAnything() {
    String file = file("plain");
    assertThat(file).doesNotContain("src=\"", "<link rel=\"stylesheet\"");
    assertThat(file).contains("default-src 'none'", "MIT License");
  }

  @Test
  void whatComesFromDataCannotEndItsElement() {
    String file = file("</script><script>alert(1)</script>");
    assertThat(file).doesNotContain("<script>alert").contains("\\u003c/script>");
  }

  @Test
  void thePageMayRunItsOwnImportMapAndNoOtherScriptWithin() throws Exception {
    Matcher scripts = SCRIPT.matcher(Page.html());
    assertThat(scripts.find()).isTrue();
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(scripts.group(1).getBytes("UTF-8"));
    assertThat(Page.policy())
        .contains("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'")
        .doesNotContain("unsafe");
    assertThat(scripts.find()).isFalse();
    assertThat(Page.html()).doesNotContain("onclick", "style=\"");
  }

  @Test
  void partsAreThoseThatThePageNamesAndNothingElseOfTheClasspath() {
    assertThat(Page.part("main.js")).isPresent();
    assertThat(Page.part("uPlot.iife.min.js")).isPresent();
    assertThat(Page.part("../../version.txt")).isEmpty();
    assertThat(Page.part("index.html")).isEmpty();
  }
}
