package io.gradstream.pipeline.declare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A value that can be written in several forms, told apart by their looks.
 *
 * @param forms the forms; the first that fits is taken
 */
public record Forms<T>(List<Type<? extends T>> forms) implements Type<T> {

  @Override
  public Optional<T> read(Node node, String path, Reading reading) {
    Optional<Type<? extends T>> form = forms.stream().filter(each -> each.fits(node)).findFirst();
    return form.isPresent()
        ? form.get().read(node, path, reading).map(value -> value)
        : reading.unfit(node, path, this);
  }

  @Override
  public boolean fits(Node node) {
    return forms.stream().anyMatch(form -> form.fits(node));
  }

  @Override
  public String allowed() {
    return forms.stream().map(Type::allowed).collect(Collectors.joining(", or "));
  }

  @Override
  public ObjectNode schema() {
    return JsonSchemas.anyOf(forms.stream().map(Type::schema).toList());
  }

  @Override
  public Names words() {
    return new Names(
        forms.stream().flatMap(form -> form.words().available().stream()).toList(),
        forms.stream().flatMap(form -> form.words().later().stream()).toList());
  }

  @Override
  public List<Key<?>> keys() {
    return forms.stream().<Key<?>>flatMap(form -> form.keys().stream()).toList();
  }
}
