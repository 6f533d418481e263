package io.gradstream.embedded;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.gradstream.schema.registry.CompatibilityLevel;
import io.gradstream.schema.registry.Mode;
import io.gradstream.schema.registry.SchemaReference;
import io.gradstream.schema.registry.SchemaSource;
import io.gradstream.schema.registry.memory.InMemorySchemaRegistry;
import io.gradstream.schema.registry.memory.RegistrySnapshot;
import io.gradstream.schema.registry.memory.StoredVersion;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a registry holds, in one JSON file that is replaced whole, so that a crash leaves the old
 * one or the new one.
 */
final class KeptSchemas {

  private static final String NAME = "gradstream-schemas.json";
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

  private final Path file;
  private byte[] last = new byte[0];

  /** The file; a layout of its own, so that a class may be renamed and old files still be read. */
  private record Layout(
      int lastId, List<Version> versions, List<Setting> compatibility, List<Setting> modes) {}

  /**
   * A version.
   *
   * @param complete the schema with the types that its text only names, which may be gone
   */
  private record Version(
      String subject,
      int version,
      int id,
      String schema,
      List<SchemaReference> references,
      @Nullable String complete,
      boolean deleted) {}

  /** A setting; of the registry where no subject is named. */
  private record Setting(@Nullable String subject, String value) {}

  KeptSchemas(Path file) {
    this.file = file;
  }

  /** Returns where the schemas of a broker's directory are. */
  static Path in(Path dataDir) {
    return dataDir.resolve(NAME);
  }

  /**
   * Returns a registry with what the file holds, an empty one where there is no file.
   *
   * @throws IOException if it cannot be read, or is no such file
   */
  InMemorySchemaRegistry read() throws IOException {
    if (!Files.exists(file)) {
      return new InMemorySchemaRegistry();
    }
    try {
      Layout layout = JSON.readValue(Files.readAllBytes(file), Layout.class);
      return new InMemorySchemaRegistry(
          new RegistrySnapshot(
              layout.lastId(),
              layout.versions().stream().map(KeptSchemas::stored).toList(),
              settings(layout.compatibility(), CompatibilityLevel.class),
              settings(layout.modes(), Mode.class)));
    } catch (JsonProcessingException | AvroRuntimeException | IllegalArgumentException e) {
      throw new IOException(
          file
              + ": these are not the schemas that a registry kept; without them the records of the"
              + " topics beside them cannot be read: bring the file back, or begin with an empty"
              + " directory",
          e);
    }
  }

  /** Writes what a registry holds, unless the file says so already. */
  synchronized void keep(InMemorySchemaRegistry registry) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(layout(registry.snapshot()));
    if (!Arrays.equals(bytes, last)) {
      Path next = file.resolveSibling(NAME + ".next");
      Files.write(next, bytes);
      try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
      last = bytes;
    }
  }

  private static Layout layout(RegistrySnapshot snapshot) {
    return new Layout(
        snapshot.lastId(),
        snapshot.versions().stream().map(KeptSchemas::version).toList(),
        snapshot.levels().stream().map(KeptSchemas::setting).toList(),
        snapshot.modes().stream().map(KeptSchemas::setting).toList());
  }

  private static Version version(StoredVersion of) {
    boolean whole = of.source().references().isEmpty();
    return new Version(
        of.subject(),
        of.version(),
        of.id(),
        of.source().text(),
        of.source().references(),
        whole ? null : of.schema().toString(),
        of.deleted());
  }

  private static StoredVersion stored(Version of) {
    String complete = of.complete() == null ? of.schema() : of.complete();
    Schema schema = new Schema.Parser().setValidateDefaults(false).parse(complete);
    SchemaSource source = new SchemaSource(of.schema(), of.references());
    return new StoredVersion(of.subject(), of.version(), of.id(), source, schema, of.deleted());
  }

  private static Setting setting(RegistrySnapshot.Setting<? extends Enum<?>> of) {
    return new Setting(of.subject().orElse(null), of.value().name());
  }

  private static <T extends Enum<T>> List<RegistrySnapshot.Setting<T>> settings(
      List<Setting> all, Class<T> type) {
    return all.stream()
        .map(
            each ->
                new RegistrySnapshot.Setting<>(
                    Optional.ofNullable(each.subject()), Enum.valueOf(type, each.value())))
        .toList();
  }
}
