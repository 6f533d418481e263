package io.gradstream.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

/** The tables of the schema registry's settings in the operator's document are whole and true. */
class RegistrySettingsDocsTest {

  private static final Pattern ROW = Pattern.compile("(?m)^\\| (`.*?) \\| (.*?) \\| .*\\|$");
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");
  private static final Set<String> REFUSED =
      Set.of("ssl.engine.factory.class", "ssl.provider", "ssl.secure.random.implementation");

  @Test
  void everySettingIsThereAndNoOther() throws IOException {
    Set<String> declared = new TreeSet<>(Set.of("request.header.NAME"));
    for (String name : SchemaRegistryConfig.DEFINITION.names()) {
      if (!REFUSED.contains(name)) {
        declared.add(name.startsWith("ssl.") ? SchemaRegistryConfig.PREFIX + name : name);
      }
    }
    assertThat(documented().keySet()).containsExactlyInAnyOrderElementsOf(declared);
  }

  @Test
  void defaultsThatAreNumbersOrFlagsAreTheDeclaredOnes() throws IOException {
    Map<String, ConfigDef.ConfigKey> keys = SchemaRegistryConfig.DEFINITION.configKeys();
    documented()
        .forEach(
            (name, value) -> {
              if (value.matches("-?\\d+|true|false")) {
                assertThat(value).as(name).isEqualTo(String.valueOf(keys.get(name).defaultValue));
              }
            });
  }

  /** Returns the defaults by the names; a name that begins with a dot goes on where another did. */
  private static Map<String, String> documented() throws IOException {
    String text = Files.readString(Path.of("docs/operations.md"));
    int from = text.indexOf("## Schema registry");
    String section = text.substring(from, text.indexOf("\n## ", from));
    Map<String, String> defaults = new TreeMap<>();
    ROW.matcher(section)
        .results()
        .forEach(
            row -> {
              String first = "";
              for (MatchResult found : NAME.matcher(row.group(1)).results().toList()) {
                String name = found.group(1);
                first = first.isEmpty() ? name : first;
                defaults.put(name.startsWith(".") ? stem(first) + name : name, row.group(2));
              }
            });
    return defaults;
  }

  /** Returns {@code schema.registry.ssl} or, of two stores, that with the store's name. */
  private static String stem(String name) {
    return name.replaceFirst("(schema\\.registry\\.ssl(\\.(trust|key)store)?)\\..*", "$1");
  }
}
