package io.gradstream.schema.registry.memory;

import static io.gradstream.schema.row.AvroBytes.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.schema.registry.CompatibilityLevel;
import io.gradstream.schema.registry.Mode;
import io.gradstream.schema.registry.SchemaRegistryException;
import io.gradstream.schema.registry.SchemaSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** A registry that is restarted now and then answers as one that never was. */
class RegistryRestartPropertyTest {

  private static final List<String> SUBJECTS = List.of("a", "b");
  private static final int SCHEMAS = 4;

  @Property(tries = 100)
  void aRestartChangesNoAnswer(@ForAll @Size(max = 40) List<@IntRange(max = 9999) Integer> steps)
      throws IOException {
    Path folder = Files.createTempDirectory("registry");
    InMemorySchemaRegistry steady = new InMemorySchemaRegistry();
    InMemorySchemaRegistry restarted = InMemorySchemaRegistry.in(folder);
    try {
      for (int step : steps) {
        if (step % 10 == 9) {
          restarted.close();
          restarted = InMemorySchemaRegistry.in(folder);
        }
        assertThat(answer(restarted, step / 10)).isEqualTo(answer(steady, step / 10));
        assertThat(reads(restarted)).isEqualTo(reads(steady));
      }
    } finally {
      restarted.close();
      Files.delete(folder.resolve(FileJournal.NAME));
      Files.delete(folder);
    }
  }

  private static String answer(InMemorySchemaRegistry registry, int step) {
    String subject = SUBJECTS.get(step / 10 % 2);
    int what = step / 20;
    return tried(() -> change(registry, subject, step % 10, what));
  }

  private static Object change(
      InMemorySchemaRegistry registry, String subject, int kind, int what) {
    Optional<String> named = Optional.of(subject).filter(name -> what % 3 > 0);
    switch (kind) {
      case 0:
        return registry.deletion().subject(subject, what % 2 == 0);
      case 1:
        return registry
            .deletion()
            .version(subject, OptionalInt.of(1 + what / 2 % 3), what % 2 == 0);
      case 2:
        CompatibilityLevel[] levels = CompatibilityLevel.values();
        registry.levels().set(named, levels[what % levels.length]);
        return "set";
      case 3:
        return what % 2 == 0 ? registry.levels().reset(named) : registry.modes().reset(named);
      case 4:
        registry.modes().set(named, Mode.values()[what % 4], what % 5 == 0);
        return "set";
      case 5:
        OptionalInt id = OptionalInt.of(1 + what % 7);
        Registration imported = new Registration(source(what), false, id, OptionalInt.empty());
        return registry.registrar().register(subject, imported);
      default:
        return registry.register(subject, source(what), what % 2 == 0);
    }
  }

  private static SchemaSource source(int number) {
    return SchemaSource.of(
        schema(
            "{'type':'record','name':'R','fields':[{'name':'f%d','type':'int','default':0}]}"
                .formatted(number % SCHEMAS)));
  }

  private static List<String> reads(InMemorySchemaRegistry registry) {
    List<String> answers = new ArrayList<>();
    answers.add(registry.store().names("", Shown.ALL) + " " + registry.subjects());
    answers.add(registry.levels().ofRegistry() + " " + registry.modes().ofRegistry());
    for (String subject : SUBJECTS) {
      answers.add(tried(() -> registry.store().versions(subject, Shown.ALL)));
      answers.add(tried(() -> registry.latest(subject)));
      answers.add(registry.levels().of(subject) + " " + registry.modes().of(subject));
    }
    for (int id = 1; id < 10; id++) {
      int each = id;
      answers.add(tried(() -> registry.store().withId(each)));
    }
    return answers;
  }

  private static String tried(Supplier<Object> question) {
    try {
      return String.valueOf(question.get());
    } catch (SchemaRegistryException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
