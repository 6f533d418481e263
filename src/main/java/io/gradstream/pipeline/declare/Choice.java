package io.gradstream.pipeline.declare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * One of several named things, each with settings of its own: {@code adam} or {@code {adam: {beta1:
 * 0.8}}}, the latter with room for settings that all of them share.
 *
 * @param options the things to choose from
 * @param shared settings beside the chosen one
 * @param later names that are known and not available yet
 * @param refused names that are known and make no sense here, each with the reason
 * @param build makes the result of what was chosen and the shared settings
 */
public record Choice<R, T>(
    List<Key<? extends R>> options,
    List<Key<?>> shared,
    List<String> later,
    Map<String, String> refused,
    BiFunction<R, Values, T> build)
    implements Type<T> {

  /** Creates a choice that refuses no name. */
  public Choice(
      List<Key<? extends R>> options,
      List<Key<?>> shared,
      List<String> later,
      BiFunction<R, Values, T> build) {
    this(options, shared, later, Map.of(), build);
  }

  /** Returns the choice with names that it refuses. */
  public Choice<R, T> refusing(Map<String, String> reasons) {
    return new Choice<>(options, shared, later, reasons, build);
  }

  /** Returns a choice without shared settings. */
  public static <T> Choice<T, T> of(List<Key<? extends T>> options, String... later) {
    return new Choice<>(options, List.of(), List.of(later), (chosen, values) -> chosen);
  }

  @Override
  public Optional<T> read(Node node, String path, Reading reading) {
    if (node instanceof Node.Mapping mapping) {
      return read(mapping, path, reading);
    }
    if (node instanceof Node.Scalar scalar && words().available().contains(scalar.text())) {
      int line = node.line();
      Node settings = new Node.Mapping(line, List.of());
      Node.Entry entry = new Node.Entry(scalar.text(), line, settings);
      return read(new Node.Mapping(line, List.of(entry)), path, reading);
    }
    return reading.unfit(node, path, this);
  }

  @Override
  public boolean fits(Node node) {
    return node instanceof Node.Mapping
        || node instanceof Node.Scalar scalar && words().know(scalar.text());
  }

  @Override
  public String allowed() {
    return words().oneOf();
  }

  @Override
  public ObjectNode schema() {
    List<String> alone =
        options.stream().filter(Choice::standsAlone).<String>map(Key::name).toList();
    List<ObjectNode> forms = new ArrayList<>();
    if (!alone.isEmpty()) {
      forms.add(JsonSchemas.words(alone));
    }
    forms.add(
        JsonSchemas.choice(
            Names.of(options).available(), JsonSchemas.section(keys()), shared.isEmpty()));
    return JsonSchemas.anyOf(forms);
  }

  /** Tells whether a name means something without settings: none of them is required. */
  private static boolean standsAlone(Key<?> option) {
    Node none = new Node.Mapping(0, List.of());
    return option.type().read(none, option.name(), new Reading("")).isPresent();
  }

  @Override
  public Names words() {
    return new Names(Names.of(options).available(), later, refused);
  }

  @Override
  public List<Key<?>> keys() {
    List<Key<?>> keys = new ArrayList<>(options);
    keys.addAll(shared);
    return keys;
  }

  private Optional<T> read(Node.Mapping mapping, String path, Reading reading) {
    Values values = Values.read(keys(), words(), mapping, path, reading);
    List<Key<? extends R>> chosen = options.stream().filter(values::isWritten).toList();
    if (chosen.size() > 1) {
      String names = Names.of(chosen).allowed();
      return reading.refuse(mapping, path, "must name one only, but names " + names);
    }
    if (chosen.isEmpty()) {
      return values.sawUnknown() // most likely a misspelt name, reported already
          ? Optional.empty()
          : reading.refuse(mapping, path, "must name " + words().oneOf() + ", but names none");
    }
    return values.complete()
        ? Optional.of(build.apply(values.get(chosen.get(0)), values))
        : Optional.empty();
  }
}
