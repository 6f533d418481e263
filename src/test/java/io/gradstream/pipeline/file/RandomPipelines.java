package io.gradstream.pipeline.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gradstream.pipeline.declare.Abbreviated;
import io.gradstream.pipeline.declare.Choice;
import io.gradstream.pipeline.declare.Decimal;
import io.gradstream.pipeline.declare.Forms;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.ListOf;
import io.gradstream.pipeline.declare.Mapped;
import io.gradstream.pipeline.declare.NumberMap;
import io.gradstream.pipeline.declare.Section;
import io.gradstream.pipeline.declare.Text;
import io.gradstream.pipeline.declare.TimeSpan;
import io.gradstream.pipeline.declare.Type;
import io.gradstream.pipeline.declare.Whole;
import io.gradstream.pipeline.declare.Words;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Random pipeline files, made by walking the declaration of the keys. */
final class RandomPipelines {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<JsonNode> TEXTS =
      List.of(
          JSON.textNode("a"),
          JSON.textNode("T-1.b_c"),
          JSON.textNode("org.example.Some$Thing"),
          JSON.textNode("größer als 3"),
          JSON.textNode(""),
          JSON.numberNode(17),
          JSON.numberNode(1.5),
          JSON.booleanNode(true));

  private static final List<String> NOT_IN_ONE_TOPIC =
      List.of("topic", "key", "schema", "format", "deserializer", "envelope");

  private final Random random;
  private int fields;

  RandomPipelines(Random random) {
    this.random = random;
  }

  /** Returns a file as JSON, which is YAML as well; its records carry their labels. */
  JsonNode next() {
    ObjectNode file = section(PipelineKeys.TYPE.keys());
    file.remove(PipelineKeys.LABELS.name());
    ObjectNode input = (ObjectNode) file.get(PipelineKeys.INPUT.name());
    input.remove(InputKeys.KEY.name());
    if (!input.has(InputKeys.LABEL.name())) {
      input.set(InputKeys.LABEL.name(), value(InputKeys.LABEL));
    }
    return file;
  }

  /** Returns a file whose labels may be in records of their own. */
  JsonNode nextWithPerhapsLabels() {
    ObjectNode file = (ObjectNode) next();
    if (random.nextInt(3) > 0) {
      return file;
    }
    ObjectNode input = (ObjectNode) file.get(PipelineKeys.INPUT.name());
    LabelsFit.OF_THE_LABEL.forEach(key -> input.remove(key.name()));
    ObjectNode labels = section(LabelsKeys.TYPE.keys());
    if (labels.path(LabelsKeys.SAME_TOPIC.name()).asText().equals("true")) {
      NOT_IN_ONE_TOPIC.forEach(labels::remove);
    } else {
      labels.set(LabelsKeys.TOPIC.name(), value(LabelsKeys.TOPIC));
    }
    labels.remove(random.nextBoolean() ? List.of("positive") : List.of("threshold"));
    labels.remove(
        random.nextBoolean() ? List.of("deserializer", "schema") : List.of("format", "schema"));
    file.set(PipelineKeys.LABELS.name(), labels);
    return file;
  }

  private ObjectNode section(List<Key<?>> keys) {
    ObjectNode section = JSON.objectNode();
    for (Key<?> key : keys) {
      if (key.presence() == Key.Presence.REQUIRED || random.nextBoolean()) {
        section.set(key.name(), value(key));
      }
    }
    return section;
  }

  JsonNode value(Key<?> key) {
    return value(key.type(), key);
  }

  private JsonNode value(Type<?> type, Key<?> key) {
    if (type instanceof Section<?> section) {
      return section(section.keys());
    } else if (type instanceof Choice<?, ?> choice) {
      return choice(choice);
    } else if (type instanceof Abbreviated<?> abbreviated) {
      return random.nextBoolean()
          ? value(abbreviated.main())
          : section(abbreviated.section().keys());
    } else if (type instanceof Mapped<?, ?> mapped) {
      return value(mapped.inner(), key);
    } else if (type instanceof Forms<?> forms) {
      boolean rather = key.name().equals(PipelineKeys.FEATURES_NAME) && random.nextInt(8) > 0;
      return value(rather ? forms.forms().get(0) : any(forms.forms()), key);
    } else if (type instanceof ListOf<?> list) {
      return list(list, key);
    } else if (key.name().equals("format")) { // what excludes another key the schema must see
      return JSON.textNode(any(List.of("avro", "json")));
    } else if (key == LabelsKeys.SAME_TOPIC) {
      return JSON.booleanNode(random.nextBoolean());
    } else if (type instanceof Words<?> words) {
      return perhapsSubstituted(any(List.copyOf(words.values().keySet())));
    } else if (type instanceof Whole whole) {
      return whole(whole);
    } else if (type instanceof Decimal decimal) {
      return decimal(decimal);
    } else if (type instanceof TimeSpan) {
      return JSON.textNode(any(List.of("250ms", "3s", "2h", "1d")));
    } else if (type instanceof FieldName) {
      return JSON.textNode("field" + fields++); // each once, or the reader objects
    } else if (type instanceof Text text) {
      return text(text, key);
    }
    return ofOther(type, key);
  }

  private JsonNode ofOther(Type<?> type, Key<?> key) {
    if (type instanceof Zone) {
      return JSON.textNode(any(List.of("UTC", "Europe/Berlin", "-03:30")));
    } else if (type instanceof PolygonFile) {
      return SchemaValidation.yaml(key.example());
    } else if (type instanceof Degrees degrees) {
      return JSON.numberNode((2 * random.nextDouble() - 1) * degrees.most());
    } else if (type instanceof AreaMap) {
      return areas();
    }
    return type instanceof NumberMap map ? numbers(map) : textMap();
  }

  private JsonNode areas() {
    ObjectNode areas = JSON.objectNode();
    for (int area = random.nextInt(3); area >= 0; area--) {
      ArrayNode corners = areas.putArray("area " + area);
      for (int corner = 3 + random.nextInt(3); corner > 0; corner--) {
        corners.addArray().add(random.nextGaussian() * 9).add(random.nextGaussian() * 9);
      }
    }
    return areas;
  }

  private JsonNode numbers(NumberMap type) {
    ObjectNode map = JSON.objectNode();
    for (int i = random.nextInt(3); i >= 0; i--) {
      map.set("c" + i, decimal(type.number()));
    }
    return map;
  }

  private JsonNode choice(Choice<?, ?> choice) {
    Key<?> chosen = any(choice.options());
    JsonNode value = value(chosen);
    if (value.isEmpty() && value.isObject() && random.nextBoolean()) {
      return perhapsSubstituted(chosen.name());
    }
    ObjectNode section = section(choice.shared());
    section.set(chosen.name(), value);
    return section;
  }

  private JsonNode list(ListOf<?> list, Key<?> key) {
    ArrayNode items = JSON.arrayNode();
    if (list.item() instanceof Words<?> words) {
      List<String> all = new ArrayList<>(words.values().keySet());
      Collections.shuffle(all, random);
      all.subList(0, 1 + random.nextInt(all.size())).forEach(items::add);
      return items;
    }
    for (int i = list.least() + random.nextInt(3); i > 0; i--) {
      items.add(value(list.item(), key));
    }
    return items;
  }

  private JsonNode whole(Whole whole) {
    long value = whole.min() + (long) (random.nextDouble() * ((long) whole.max() - whole.min()));
    return random.nextInt(3) > 0 ? JSON.numberNode(value) : perhapsSubstituted("" + value);
  }

  private JsonNode decimal(Decimal decimal) {
    double min = Math.max(-1e6, decimal.range().min());
    double width =
        decimal.range().max() < Double.POSITIVE_INFINITY ? decimal.range().max() - min : 1e9;
    double value = min + width * (1 - random.nextDouble()) / 2;
    return random.nextInt(3) > 0 ? JSON.numberNode(value) : perhapsSubstituted("" + value);
  }

  private JsonNode text(Text text, Key<?> key) {
    JsonNode example = SchemaValidation.yaml(key.example());
    List<JsonNode> fitting =
        Stream.concat(TEXTS.stream(), Stream.of(example))
            .filter(node -> node.isValueNode() && text.pattern().matcher(node.asText()).matches())
            .toList();
    return any(fitting);
  }

  private JsonNode textMap() {
    ObjectNode map = JSON.objectNode();
    for (int i = random.nextInt(4); i > 0; i--) {
      map.set("some.name." + i, any(TEXTS));
    }
    return map;
  }

  private JsonNode perhapsSubstituted(String text) {
    return JSON.textNode(random.nextBoolean() ? text : "${UNSET_HERE:" + text + "}");
  }

  <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
