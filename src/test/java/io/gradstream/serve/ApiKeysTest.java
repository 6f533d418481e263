package io.gradstream.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiKeysTest {

  private static final String OLD = "0123456789abcdef";
  private static final String NEW = "fedcba9876543210";

  @TempDir private Path directory;
  private final AtomicLong clock = new AtomicLong();
  private long changes;

  @Test
  void aKeyIsReplacedWithoutARestart() throws IOException {
    Path file = write(OLD);
    ApiKeys keys = new ApiKeys(file, clock::get);
    assertThat(isKnown(keys, OLD)).isTrue();
    write(OLD + "\n" + NEW);
    assertThat(isKnown(keys, NEW)).as("not looked at again at once").isFalse();
    pass(3);
    assertThat(isKnown(keys, NEW) && isKnown(keys, OLD)).isTrue();
    write(NEW);
    pass(3);
    assertThat(isKnown(keys, NEW)).isTrue();
    assertThat(isKnown(keys, OLD)).isFalse();
  }

  @Test
  void aFileThatCannotBeUsedLeavesTheKeysAsTheyWere() throws IOException {
    Path file = write(OLD);
    ApiKeys keys = new ApiKeys(file, clock::get);
    write("short");
    pass(3);
    assertThat(isKnown(keys, OLD)).isTrue();
    assertThat(isKnown(keys, "short")).isFalse();
    Files.delete(file);
    pass(3);
    assertThat(isKnown(keys, OLD)).isTrue();
    write(NEW);
    pass(3);
    assertThat(isKnown(keys, OLD)).isFalse();
    assertThat(isKnown(keys, NEW)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"'# none', has no key", "short, fewer than 16 characters"})
  void aFileWithoutKeysIsRefusedAtStart(String content, String message) throws IOException {
    Path file = write(content);
    assertThatThrownBy(() -> new ApiKeys(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message)
        .hasMessageContaining(file.toString());
  }

  private void pass(int seconds) {
    clock.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  private Path write(String content) throws IOException {
    Path file = Files.writeString(directory.resolve("keys"), content + "\n");
    return Files.setLastModifiedTime(file, FileTime.fromMillis(1_000 * ++changes));
  }

  private static boolean isKnown(ApiKeys keys, String key) {
    return keys.isKnown(key.getBytes(StandardCharsets.UTF_8));
  }
}
