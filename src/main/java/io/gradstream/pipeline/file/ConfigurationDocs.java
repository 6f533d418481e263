package io.gradstream.pipeline.file;

import io.gradstream.pipeline.declare.Key;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints {@code docs/configuration.md} from the declaration of the keys. */
final class ConfigurationDocs {

  private static final String INTRO =
      """
      # Configuration

      A pipeline is one YAML file: a topic, the fields to learn from, a model and how it learns. Four keys are
      required (%s); everything else has a default.
      `bin/gradstream validate PIPELINE` reports every mistake at once, each with its line, what was found and what is
      allowed:

          flights.yaml:14: optimizer.adam.beta1 must be in [0, 1), was 1.2

      Which encoder for which column, and recipes: [encoders](encoders.md). The keys:

      %s- [environment variables](#environment-variables), [Kafka's settings](#kafkas-settings), [YAML](#yaml),
        [completion in your editor](#completion-in-your-editor)

      ## A complete example

      ```yaml
      %s```

      The same with comments, ready to run: [`examples/flights/pipeline.yaml`](../examples/flights/pipeline.yaml).

      ## Completion in your editor

      [`schemas/pipeline.schema.json`](../schemas/pipeline.schema.json) is a JSON Schema (draft-07) of these files. With it an
      editor completes keys and values, shows what each is and its default, and marks mistakes while you write. Without the
      source tree, `bin/gradstream schemas pipeline > pipeline.schema.json` writes the one of your version. Name it in a
      pipeline's first line, relative to the file or as a URL, as the examples do:

      ```yaml
      # yaml-language-server: $schema=pipeline.schema.json
      ```

      - VS Code: install the extension "YAML" by Red Hat, which reads that line. For many files without it, in
        `.vscode/settings.json`: `"yaml.schemas": {"./pipeline.schema.json": "pipelines/*.yaml"}`.
      - Vim and Neovim: `yaml-language-server` reads that line, in Vim by `coc-yaml`, in Neovim by `vim.lsp.enable('yamlls')`.
      - IntelliJ: Settings, Languages & Frameworks, Schemas and DTDs, JSON Schema Mappings: add the schema file, version 7, and
        the files or the directory of your pipelines.

      What a schema cannot know only `validate` finds: what stands in two places at once (a field that is taken twice, the label
      as a feature), environment variables, and how a number is written (`5.0` where a whole number is wanted).
      """;

  private static final String ENVIRONMENT =
      """

      ## Environment variables

      In any value, also within a longer text, `${NAME}` stands for the environment variable `NAME`, and
      `${NAME:default}` for the variable or, where it is not set, for the default, which may be empty. A variable that is
      not set and has no default is a mistake. What comes out is then read as if it had been written there, so
      `window: ${WINDOW:5000}` is a number. Within `{ }` and `[ ]` YAML wants such a value in quotes:
      `{window: "${WINDOW:5000}"}`.

      `$${` stands for `${` itself. Kafka's own configuration providers are written so:
      `ssl.key.password: "$${file:/run/secrets/kafka.properties:password}"`.

      ## Kafka's settings

      Names under `kafka` are Kafka's own; nothing is renamed. Values that Kafka would refuse are
      reported by `validate`. These names must not be set, or to one value only:

      %s
      Values under `kafka` never appear in messages. `demo` replaces `bootstrap.servers` and `schema.registry.url` by those
      of its embedded broker and registry, and says which other settings it sets aside, such as security and
      `topics.replication-factor`; `eval` and `validate` need no addresses.

      ## YAML

      A file holds one document in UTF-8. Anchors, aliases and tags are not supported, and no key may be given twice.

      ---

      This page is generated from the declaration that also checks the files (`io.gradstream.pipeline.file.PipelineKeys`). After
      a change there: `mvn test -Dtest=ConfigurationDocsTest -Dgradstream.write-docs`.
      """;

  private static final String HEAD = "| key | value | default | meaning |\n|---|---|---|---|\n";

  /** So many sections with the same row have it once, above them. */
  private static final int MANY = 3;

  private ConfigurationDocs() {}

  /** Returns the whole page. */
  static String markdown() {
    StringBuilder page = new StringBuilder(INTRO.formatted(required(), contents(), example()));
    PipelineKeys.TYPE.keys().forEach(key -> section(key, page));
    return page.append(ENVIRONMENT.formatted(refused() + fixed())).toString();
  }

  /**
   * Returns a pipeline file that has every top-level key; its model is one that all go with, and
   * what is for labels that are numbers stands in comments.
   */
  static String example() {
    return PipelineKeys.TYPE.keys().stream()
        .map(key -> exampleOf(key) + "\n")
        .collect(Collectors.joining());
  }

  private static String exampleOf(Key<?> key) {
    if (LossKeys.FOR_NUMBERS.contains(key)) {
      return "# " + key.yaml() + "    # for labels that are numbers";
    }
    if (key == PipelineKeys.LABELS) {
      return "# " + key.yaml() + "    # in place of input.label, where labels come later";
    }
    return key == PipelineKeys.MODEL ? "model: {mlp: {hidden: [16]}}" : key.yaml();
  }

  private static String required() {
    return PipelineKeys.TYPE.keys().stream()
        .filter(key -> key.presence() == Key.Presence.REQUIRED)
        .map(key -> "`" + key.name() + "`")
        .collect(Collectors.joining(", "));
  }

  private static String refused() {
    Map<String, String> namesByReason =
        new TreeMap<>(TopicsKeys.KAFKA.refused())
            .entrySet().stream()
                .collect(
                    Collectors.groupingBy(
                        Map.Entry::getValue,
                        TreeMap::new,
                        Collectors.mapping(
                            name -> "`" + name.getKey() + "`", Collectors.joining(", "))));
    return namesByReason.entrySet().stream()
        .map(each -> "- " + each.getValue() + ": " + each.getKey() + ".\n")
        .collect(Collectors.joining());
  }

  private static String fixed() {
    return new TreeMap<>(TopicsKeys.KAFKA.fixed())
        .entrySet().stream()
            .map(
                each ->
                    "- `%s` must be `%s`: %s.\n"
                        .formatted(
                            each.getKey(), each.getValue().value(), each.getValue().reason()))
            .collect(Collectors.joining());
  }

  /** Links to the sections, and within those of which one of several is chosen to each of these. */
  private static String contents() {
    StringBuilder list = new StringBuilder();
    for (Key<?> key : PipelineKeys.TYPE.keys()) {
      list.append("- [`%s`](#%s)".formatted(key.name(), key.name()));
      String choices =
          choices(key)
              .map(each -> "[`%s`](#%s)".formatted(each.name(), anchor(key, each)))
              .collect(Collectors.joining(" "));
      list.append(choices.isEmpty() ? "" : ": " + choices).append('\n');
    }
    return list.toString();
  }

  private static void section(Key<?> key, StringBuilder page) {
    page.append("\n## ").append(key.name()).append("\n\n").append(key.sentence()).append('\n');
    page.append('\n').append(absent(key)).append('.');
    if (key.type().keys().isEmpty()) {
      page.append(" Must be ").append(key.type().allowed()).append('.');
    }
    page.append("\n\n```yaml\n").append(key.yaml()).append("\n```\n");
    chosen(key, page);
    List<Key<?>> others =
        key.type().keys().stream().filter(each -> choices(key).noneMatch(each::equals)).toList();
    table(others, Set.copyOf(key.type().keys()), Set.of(), page);
    Set<String> shared = shared(key);
    if (!shared.isEmpty()) {
      page.append("\nWhat several of them have:\n\n").append(HEAD);
      shared.forEach(page::append);
    }
    choices(key).forEach(each -> choice(key, each, shared, page));
  }

  /** Keys of which one is chosen and that have settings: a section each. */
  private static Stream<Key<?>> choices(Key<?> key) {
    return key.type().keys().stream()
        .filter(each -> each.presence() == Key.Presence.ONE_OF && !each.type().keys().isEmpty());
  }

  private static String anchor(Key<?> key, Key<?> choice) {
    return key.name() + choice.name(); // as GitHub does: a point is left out
  }

  private static void chosen(Key<?> key, StringBuilder page) {
    if (choices(key).findAny().isEmpty()) {
      return;
    }
    page.append("\n| one of | meaning |\n|---|---|\n");
    choices(key)
        .forEach(
            each ->
                page.append(
                    "| [`%s`](#%s) | %s |\n"
                        .formatted(each.name(), anchor(key, each), each.sentence())));
  }

  private static void choice(Key<?> key, Key<?> choice, Set<String> shared, StringBuilder page) {
    page.append("\n### %s.%s\n\n%s\n".formatted(key.name(), choice.name(), choice.sentence()));
    page.append("\nMust be %s.\n".formatted(choice.type().allowed()));
    page.append("\n```yaml\n").append(choice.yaml()).append("\n```\n");
    Set<Key<?>> beside = Set.copyOf(key.type().keys());
    table(choice.type().keys(), beside, shared, page);
    String common =
        choice.type().keys().stream()
            .filter(each -> !beside.contains(each) && shared.contains(row("", each)))
            .map(each -> "`" + each.name() + "`")
            .collect(Collectors.joining(", "));
    if (!common.isEmpty()) {
      page.append("\nAnd %s, as [above](#%s).\n".formatted(common, key.name()));
    }
  }

  /** Rows that would stand in three sections or more; of one name that of the most sections. */
  private static Set<String> shared(Key<?> key) {
    Map<String, Map<String, Integer>> sectionsByName = new LinkedHashMap<>();
    choices(key)
        .flatMap(each -> each.type().keys().stream())
        .forEach(
            inner ->
                sectionsByName
                    .computeIfAbsent(inner.name(), name -> new LinkedHashMap<>())
                    .merge(row("", inner), 1, Integer::sum));
    return sectionsByName.values().stream()
        .map(rows -> Collections.max(rows.entrySet(), Map.Entry.comparingByValue()))
        .filter(row -> row.getValue() >= MANY)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static void table(
      List<Key<?>> keys, Set<Key<?>> beside, Set<String> leftOut, StringBuilder page) {
    StringBuilder rows = new StringBuilder();
    Set<Key<?>> known = new HashSet<>(beside);
    known.removeAll(keys);
    List<Key<?>> own = keys.stream().filter(each -> !known.contains(each)).toList();
    rows("", own.stream().filter(each -> !leftOut.contains(row("", each))).toList(), known, rows);
    if (!rows.isEmpty()) {
      page.append('\n').append(HEAD).append(rows);
    }
  }

  /** Adds a row a key; those inside it that stand above already, or beside it, get none again. */
  private static void rows(
      String prefix, List<Key<?>> keys, Set<Key<?>> above, StringBuilder page) {
    Set<Key<?>> known = new HashSet<>(above);
    known.addAll(keys);
    for (Key<?> key : keys) {
      page.append(row(prefix, key));
      List<Key<?>> inner =
          key.type().keys().stream().filter(each -> !known.contains(each)).toList();
      rows(prefix + key.name() + ".", inner, known, page);
    }
  }

  private static String row(String prefix, Key<?> key) {
    return "| `%s%s` | %s | %s | %s |\n"
        .formatted(prefix, key.name(), key.type().allowed(), byDefault(key), key.sentence());
  }

  private static String absent(Key<?> key) {
    return switch (key.presence()) {
      case REQUIRED -> "Required";
      case DEFAULT ->
          key.fallback().equals("{}") ? "May be left out" : "Default: " + byDefault(key);
      case OPTIONAL -> "If left out, " + key.fallback();
      case ONE_OF -> "One of several";
    };
  }

  private static String byDefault(Key<?> key) {
    return switch (key.presence()) {
      case REQUIRED -> "required";
      case DEFAULT -> "`" + key.fallback() + "`";
      case OPTIONAL -> key.fallback();
      case ONE_OF -> "one of several";
    };
  }
}
