package io.gradstream.streams;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gradstream.schema.BothClients;
import io.gradstream.schema.NodeClient;
import io.gradstream.schema.SchemaRegistries;
import io.gradstream.streams.output.OutputBounds;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/** Confluent's client for Node.js reads every record of our output topics, value for value. */
abstract class NodeOutputsSuite {

  /** Enough for windows with and without a checkpoint, and for the decision to stop. */
  private static final int RECORDS = 60;

  /** Starts a registry and both clients. */
  abstract BothClients startClients() throws IOException;

  @Test
  void predictionsMetricsAndDecisionsAreReadByNode() throws Exception {
    try (BothClients clients = startClients();
        Topologies topology = topology(clients)) {
      topology.send("none", 0, Topologies.record(null, 2, "x", null));
      for (int i = 1; i < RECORDS; i++) {
        topology.send(i);
      }
      assertSame(clients.node(), topology, topology.pipeline.predictionsTopic(), RECORDS);
      assertSame(clients.node(), topology, topology.pipeline.metricsTopic(), 5);
      assertSame(clients.node(), topology, topology.pipeline.decisionsTopic(), 1);
    }
  }

  private static Topologies topology(BothClients clients) {
    return new Topologies(
        SchemaRegistries.from(clients.settings()), OutputBounds.ofBytes(100_000), false);
  }

  private static void assertSame(NodeClient node, Topologies topology, String topic, int count) {
    List<byte[]> values = topology.records(topic).stream().map(record -> record.value()).toList();
    assertThat(values).as(topic).hasSize(count);
    for (byte[] value : values) {
      JsonNode read = node.read(topic, value, "{}");
      assertThat(plain(read)).as(topic).isEqualTo(plain(topology.decode(value)));
    }
  }

  private static Object plain(JsonNode json) {
    if (json.isArray()) {
      return json.valueStream().map(NodeOutputsSuite::plain).toList();
    }
    if (!json.isObject()) {
      return json.isNumber() ? json.doubleValue() : json.isNull() ? "null" : json.asText();
    }
    return json.properties().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, member -> plain(member.getValue())));
  }

  private static Object plain(Object value) {
    if (value instanceof GenericRecord record) {
      return record.getSchema().getFields().stream()
          .collect(
              Collectors.toMap(field -> field.name(), field -> plain(record.get(field.name()))));
    }
    if (value instanceof Collection<?> items) {
      return items.stream().map(item -> plain((Object) item)).toList();
    }
    return value instanceof Number number ? number.doubleValue() : String.valueOf(value);
  }
}
