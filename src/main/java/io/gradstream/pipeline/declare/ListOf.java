package io.gradstream.pipeline.declare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A list of one or more values, or of two or more.
 *
 * @param item what each of them may be
 * @param what the items in words, such as {@code names of fields}
 * @param distinct whether a single value may be listed once only
 * @param least how many there must be
 */
public record ListOf<T>(Type<T> item, String what, boolean distinct, int least)
    implements Type<List<T>> {

  /** Creates a list of one or more. */
  public ListOf(Type<T> item, String what, boolean distinct) {
    this(item, what, distinct, 1);
  }

  @Override
  public Optional<List<T>> read(Node node, String path, Reading reading) {
    if (!(node instanceof Node.Items list)) {
      return reading.unfit(node, path, this);
    }
    if (list.items().isEmpty()) {
      return reading.refuse(node, path, "must be " + allowed() + ", was an empty list");
    }
    int size = list.items().size();
    if (size < least) {
      return reading.refuse(
          node, path, "must be " + allowed() + ", was a list of " + (size == 1 ? "one" : size));
    }
    if (distinct) {
      reportRepeats(list, path, reading);
    }
    List<T> values = new ArrayList<>();
    for (int i = 0; i < list.items().size(); i++) {
      item.read(list.items().get(i), path + "[" + i + "]", reading).ifPresent(values::add);
    }
    return values.size() == list.items().size() ? Optional.of(values) : Optional.empty();
  }

  @Override
  public boolean fits(Node node) {
    return node instanceof Node.Items;
  }

  @Override
  public String allowed() {
    return "a list of " + (least > 1 ? least + " or more " : "") + what;
  }

  @Override
  public ObjectNode schema() {
    return JsonSchemas.list(item.schema(), least, distinct);
  }

  @Override
  public List<Key<?>> keys() {
    return item.keys();
  }

  private static void reportRepeats(Node.Items list, String path, Reading reading) {
    Map<String, Integer> first = new HashMap<>();
    for (int i = 0; i < list.items().size(); i++) {
      if (list.items().get(i) instanceof Node.Scalar scalar
          && first.putIfAbsent(scalar.text(), i) != null) {
        reading.refuse(scalar, path + "[" + i + "]", "repeats " + scalar.shown() + "; remove it");
      }
    }
  }
}
