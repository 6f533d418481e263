package io.gradstream.streams.output;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The headers of an input record that go with its prediction: all but those that describe the bytes
 * of the input's value, for the prediction has others.
 *
 * <p>Such a header names the value's schema, type, encoding or length, or says that the value is an
 * event: readers go by it before they look at the bytes. What describes the key stays, for the key
 * stays; so does what belongs to the record, such as a trace. Not thread-safe.
 */
public final class ForwardedHeaders {

  /** Names as they are compared: in lower case, without anything between their words. */
  private static final Set<String> OF_VALUES =
      Set.of(
          // HTTP, CloudEvents, Spring Cloud Stream, Azure's registry
          "contenttype",
          "contentencoding",
          "contentlength",
          "contentmd5",
          "contentdigest",
          "contentschema",
          "contentlanguage",
          "contentcharset",
          "originalcontenttype",
          "mimetype",
          "mediatype",
          "datacontenttype",
          // Spring for Apache Kafka; type by the id of a class
          "typeid",
          "contenttypeid",
          "springkafkaserializationselector",
          // types and encodings, by names of one's own
          "type",
          "messagetype",
          "payloadtype",
          "valuetype",
          "datatype",
          "eventtype",
          "javatype",
          "protobuftype",
          "classname",
          "format",
          "encoding",
          "charset",
          "compression",
          "serializer",
          // schemas, by whatever means: Confluent's, Cloudera's, NiFi's, home-made
          "schema",
          "schemaid",
          "schemaguid",
          "schemaname",
          "schemaversion",
          "schemaversionid",
          "schemaidentifier",
          "schemaprotocolversion",
          "schematype",
          "schemaurl",
          "schemauri",
          "schemaref",
          "schemafingerprint",
          "schemabranch",
          "dataschema",
          "avroschema",
          "jsonschema",
          "protobufschema",
          // encryption of the value, by a proxy
          "kroxyliciousioencryption");

  /** Words before a name that say of what it is. */
  private static final List<String> OWNERS = List.of("value", "message", "payload", "data", "x");

  private static final List<String> BEGINNINGS =
      List.of(
          "apicurio.value.",
          "apicurio.protobuf.",
          "solace.schema.",
          "ce_",
          "ce-",
          "cloudEvents_",
          "cloudEvents:",
          "__KeyTypeId__"); // the type of a map's keys; __Key_TypeId__ is that of the record's key

  /** CloudEvents' own place for a trace, which belongs to the record. */
  private static final Set<String> TRACES = Set.of("ce_traceparent", "ce_tracestate");

  private static final int MOST_KNOWN = 1000;

  private final Map<String, Boolean> known = new HashMap<>(); // whether a name goes on
  private final Set<String> dropped;
  private final List<String> droppedBeginnings;

  /**
   * Creates the rule.
   *
   * @param dropped names of more headers that do not go with a prediction; one that ends with * is
   *     a beginning
   */
  public ForwardedHeaders(List<String> dropped) {
    this.dropped = Set.copyOf(dropped);
    droppedBeginnings =
        dropped.stream()
            .filter(name -> name.endsWith("*"))
            .map(name -> name.substring(0, name.length() - 1))
            .toList();
  }

  /** Returns a record with the headers that go on; the one given if that is all of them. */
  public <K, V> Record<K, V> of(Record<K, V> record) {
    List<String> staying = List.of();
    for (Header header : record.headers()) {
      if (!isKnownToGoOn(header.key())) {
        staying = staying.isEmpty() ? new ArrayList<>() : staying;
        staying.add(header.key());
      }
    }
    if (staying.isEmpty()) {
      return record;
    }
    Record<K, V> copy = record.withHeaders(record.headers());
    staying.forEach(copy.headers()::remove);
    return copy;
  }

  /** The records of a topic have few names, each of which is looked at once. */
  private boolean isKnownToGoOn(String name) {
    Boolean before = known.get(name);
    if (before != null) {
      return before;
    }
    if (known.size() == MOST_KNOWN) {
      known.clear();
    }
    boolean now = goesOn(name);
    known.put(name, now);
    return now;
  }

  private boolean goesOn(String name) {
    boolean named = dropped.contains(name) || beginsWithOneOf(droppedBeginnings, name);
    return !named && (TRACES.contains(name) || !describesTheValue(name));
  }

  private static boolean describesTheValue(String name) {
    if (beginsWithOneOf(BEGINNINGS, name)) {
      return true;
    }
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    return OF_VALUES.contains(plain)
        || OWNERS.stream()
            .anyMatch(
                owner ->
                    plain.startsWith(owner) && OF_VALUES.contains(plain.substring(owner.length())));
  }

  private static boolean beginsWithOneOf(List<String> beginnings, String name) {
    return beginnings.stream().anyMatch(name::startsWith);
  }
}
