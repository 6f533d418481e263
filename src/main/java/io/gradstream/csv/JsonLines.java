package io.gradstream.csv;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Rows that are a JSON object each, a line each. Columns are the names that any of them has; a
 * field of an object within is called by its path, {@code a.b}. Lists are left out.
 */
final class JsonLines implements RowText {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String shown;
  private final BufferedReader lines;
  private final List<String> names;
  private final Map<String, Integer> texts = new HashMap<>(); // more of these than of others
  private final Set<String> lists = new LinkedHashSet<>();
  private Map<String, String> row = Map.of();
  private String text = "";
  private long line;

  JsonLines(Path path, String shown) throws IOException {
    this.shown = shown;
    Set<String> all = new LinkedHashSet<>();
    try (BufferedReader first = new BufferedReader(DataText.open(path, 0))) {
      for (String each = first.readLine(); each != null; each = first.readLine()) {
        look(each, all);
      }
    }
    if (all.isEmpty()) {
      throw new CsvException(shown + " has no line that is a JSON object with fields");
    }
    names = List.copyOf(all);
    lines = new BufferedReader(DataText.open(path, 0));
  }

  private void look(String each, Set<String> all) {
    try {
      JsonNode object = each.isBlank() ? null : JSON.readTree(each);
      if (object != null && object.isObject()) {
        Map<String, String> cells = new LinkedHashMap<>();
        add("", object, cells, true);
        all.addAll(cells.keySet());
      }
    } catch (JsonProcessingException e) {
      // said when the row is read
    }
  }

  private void add(String prefix, JsonNode object, Map<String, String> cells, boolean looking) {
    object
        .fields()
        .forEachRemaining(
            field -> {
              String path = prefix + field.getKey();
              JsonNode value = field.getValue();
              if (value.isObject()) {
                add(path + ".", value, cells, looking);
              } else if (value.isArray()) {
                lists.add(path);
              } else {
                cells.put(path, value.isNull() ? "" : value.asText());
                if (looking && !value.isNull()) {
                  texts.merge(path, value.isTextual() ? 1 : -1, Integer::sum);
                }
              }
            });
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public boolean next() throws IOException {
    String next = lines.readLine();
    line++;
    while (next != null && next.isBlank()) {
      next = lines.readLine();
      line++;
    }
    if (next == null) {
      return false;
    }
    text = next;
    row = new LinkedHashMap<>();
    add("", object(next), row, false);
    return true;
  }

  private JsonNode object(String next) {
    try {
      JsonNode node = JSON.readTree(next);
      if (node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException e) {
      throw new CsvException.OfRow(
          "%s:%d: the line is no JSON: %s".formatted(shown, line, e.getOriginalMessage()));
    }
    throw new CsvException.OfRow("%s:%d: the line is no JSON object".formatted(shown, line));
  }

  @Override
  public int size() {
    return names.size();
  }

  @Override
  public String cell(int column) {
    return row.getOrDefault(names.get(column), "");
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public boolean isText(int column) {
    return texts.getOrDefault(names.get(column), 0) > 0;
  }

  @Override
  public Optional<String> json() {
    return Optional.of(text);
  }

  @Override
  public List<String> notes() {
    return lists.stream().map("field '%s' is a list: it is left out"::formatted).toList();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
