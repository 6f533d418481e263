package io.gradstream.schema.registry.memory;

import static io.gradstream.schema.row.AvroBytes.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.schema.registry.CompatibilityLevel;
import io.gradstream.schema.registry.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry was stopped after some work. */
class RegistryJournalTest {

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void work() throws IOException {
    file = folder.resolve(FileJournal.NAME);
    try (InMemorySchemaRegistry registry = InMemorySchemaRegistry.in(folder)) {
      registry.register("s", record("x:double"));
      registry.register("t", record("y:double"));
      registry.deletion().subject("t", false);
      registry.levels().set(Optional.of("s"), CompatibilityLevel.FULL);
      registry.modes().set(Optional.empty(), Mode.READONLY, false);
    }
  }

  @Test
  void aRestartKeepsEverything() throws IOException {
    try (InMemorySchemaRegistry registry = InMemorySchemaRegistry.in(folder)) {
      assertThat(registry.byId(1)).isEqualTo(record("x:double"));
      assertThat(registry.byId(2)).isEqualTo(record("y:double"));
      assertThat(registry.subjects()).containsExactly("s");
      assertThat(registry.store().names("", Shown.ALL)).containsExactly("s", "t");
      assertThat(registry.levels().of("s")).contains(CompatibilityLevel.FULL);
      assertThat(registry.modes().ofRegistry()).isEqualTo(Mode.READONLY);
    }
  }

  @Test
  void aTornTailIsCutOffAndWorkGoesOn() throws IOException {
    String whole = Files.readString(file);
    Files.writeString(file, "{\"op\":\"mode\",\"val", StandardOpenOption.APPEND);

    try (InMemorySchemaRegistry registry = InMemorySchemaRegistry.in(folder)) {
      assertThat(Files.readString(file)).isEqualTo(whole);
      registry.modes().set(Optional.empty(), Mode.READWRITE, false);
    }
    try (InMemorySchemaRegistry registry = InMemorySchemaRegistry.in(folder)) {
      assertThat(registry.modes().ofRegistry()).isEqualTo(Mode.READWRITE);
      assertThat(registry.subjects()).containsExactly("s");
    }
  }

  @Test
  void aBrokenLineInTheMiddleIsNamed() throws IOException {
    String broken = Files.readString(file).replace("\"op\":\"deleted\"", "\"op\":\"dele");
    Files.writeString(file, broken);

    assertThatThrownBy(() -> InMemorySchemaRegistry.in(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(file + ":3", "not JSON", "restore the file");
    assertThat(Files.readString(file)).isEqualTo(broken);
  }

  @Test
  void twoRegistriesNeverShareAFolder() throws IOException {
    try (InMemorySchemaRegistry registry = InMemorySchemaRegistry.in(folder)) {
      assertThat(registry.subjects()).containsExactly("s");
      assertThatThrownBy(() -> InMemorySchemaRegistry.in(folder))
          .isInstanceOf(IOException.class)
          .hasMessageContainingAll(file.toString(), "in use by another registry");
    }
    InMemorySchemaRegistry.in(folder).close();
  }
}
