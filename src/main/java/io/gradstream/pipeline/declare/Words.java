package io.gradstream.pipeline.declare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One of a few words.
 *
 * @param values what each word stands for, in the order in which they are listed
 * @param later words that are known and not available yet
 */
public record Words<T>(Map<String, T> values, List<String> later) implements Type<T> {

  /** Returns a type of one word. */
  public static <T> Words<T> word(String word, T value) {
    return new Words<>(Map.of(word, value), List.of());
  }

  /** Returns a type of the words {@code true} and {@code false}. */
  public static Words<Boolean> trueOrFalse() {
    return of(new Boolean[] {true, false}, String::valueOf);
  }

  /** Returns the constants of an enum, each as the word that {@code name} gives. */
  public static <T> Words<T> of(T[] constants, Function<T, String> name, String... later) {
    Map<String, T> values = new LinkedHashMap<>();
    for (T constant : constants) {
      values.put(name.apply(constant), constant);
    }
    return new Words<>(values, List.of(later));
  }

  /** Returns the constants of an enum by their names, in the spelling of YAML keys. */
  public static <T extends Enum<T>> Words<T> of(T[] constants, String... later) {
    return of(constants, c -> c.name().toLowerCase(Locale.ROOT).replace('_', '-'), later);
  }

  @Override
  public Optional<T> read(Node node, String path, Reading reading) {
    Optional<T> value =
        node instanceof Node.Scalar scalar
            ? Optional.ofNullable(values.get(scalar.text()))
            : Optional.empty();
    return value.isPresent() ? value : reading.unfit(node, path, this);
  }

  @Override
  public boolean fits(Node node) {
    return node instanceof Node.Scalar scalar && values.containsKey(scalar.text());
  }

  @Override
  public String allowed() {
    return words().oneOf();
  }

  @Override
  public ObjectNode schema() {
    return JsonSchemas.anyOf(List.of(JsonSchemas.words(values.keySet())));
  }

  @Override
  public Names words() {
    return new Names(List.copyOf(values.keySet()), later);
  }
}
