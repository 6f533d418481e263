package io.gradstream.schema;

import static io.gradstream.schema.NodeClient.json;
import static io.gradstream.schema.row.AvroBytes.datum;
import static io.gradstream.schema.row.AvroBytes.record;
import static io.gradstream.schema.row.AvroBytes.schema;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.schema.row.AvroRowDecoder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Versions of a schema that Confluent's client for Node.js and our serdes hand to each other. */
class NodeEvolutionIT {

  private static final String LATEST = "{'config': {'useLatestVersion': true}}";
  private static final Map<String, String> OUR_LATEST =
      Map.of("auto.register.schemas", "false", "use.latest.version", "true");

  private static final Schema FIRST = record("distance:double", "late:boolean");
  private static final Schema SECOND =
      schema(
          "{'type':'record','name':'R','fields':["
              + "{'name':'origin','type':'string','default':'ZRH'},"
              + "{'name':'late','type':'boolean'},{'name':'distance','type':'double'}]}");

  private BothClients clients;
  private NodeClient node;

  @BeforeEach
  void start() throws IOException {
    clients = BothClients.start();
    node = clients.node();
  }

  @AfterEach
  void close() throws IOException {
    if (clients != null) {
      clients.close();
    }
  }

  @Test
  void oneDecoderReadsWhatNodeWroteBeforeAndAfterItsSchemaGrew() throws Exception {
    RowLayout layout = RowLayout.of(List.of("distance"), List.of(), LabelRule.binary("late"));
    AvroRowDecoder decoder =
        new AvroRowDecoder(layout, SchemaRegistries.from(clients.settings())::of);
    Row row = new Row(layout);

    node.register("flights-value", FIRST.toString());
    decoder.decode(node.write("flights", json("{'distance':1.5,'late':true}"), LATEST), row);
    assertThat(List.of(row.number(0), row.label())).containsExactly(1.5, 1.0);

    node.register("flights-value", SECOND.toString());
    JsonNode later = json("{'origin':'JFK','late':false,'distance':2.5}");
    decoder.decode(node.write("flights", later, LATEST), row);
    assertThat(List.of(row.number(0), row.label())).containsExactly(2.5, 0.0);
  }

  @Test
  void nodeReadsOurOlderRecordsWithTheNewFieldsDefault() {
    byte[] bytes = clients.write("flights", datum(FIRST, 1.5, true));
    node.register("flights-value", SECOND.toString());

    assertThat(node.read("flights", bytes, LATEST))
        .isEqualTo(json("{'origin':'ZRH','late':true,'distance':1.5}"));
  }

  @Test
  void weWriteTheLatestVersionThatNodeRegistered() {
    node.register("flights-value", FIRST.toString());
    int latest = node.register("flights-value", SECOND.toString());

    byte[] bytes = clients.write("flights", datum(FIRST, 1.5, true), OUR_LATEST);

    assertThat(WireFormat.schemaId(bytes)).isEqualTo(latest);
    assertThat(node.read("flights", bytes, "{}"))
        .isEqualTo(json("{'origin':'ZRH','late':true,'distance':1.5}"));
  }

  @Test
  void nodeWritesTheLatestVersionThatWeRegistered() {
    clients.write("flights", datum(FIRST, 1.5, true));
    byte[] ours = clients.write("flights", datum(SECOND, new Utf8("JFK"), false, 2.5));

    assertThat(node.write("flights", json("{'origin':'JFK','late':false,'distance':2.5}"), LATEST))
        .isEqualTo(ours);
    assertThat(node.answer(node.request("latest").put("subject", "flights-value")).get("version"))
        .isEqualTo(json("2"));
  }

  @ParameterizedTest
  @CsvSource({
    "TOPIC, TopicNameStrategy, flights-value",
    "RECORD, RecordNameStrategy, Record1",
    "TOPIC_RECORD, TopicRecordNameStrategy, flights-Record1"
  })
  void subjectsHaveTheSameNames(String theirs, String ours, String subject) {
    String strategy = "{'config': {'autoRegisterSchemas': true, 'subjectNameStrategyType': '%s'}}";
    byte[] bytes = node.write("flights", json("{'distance':1400}"), strategy.formatted(theirs));
    assertThat(node.answer(node.request("latest").put("subject", subject)).get("version"))
        .isEqualTo(json("1"));

    String className = "io.confluent.kafka.serializers.subject." + ours;
    GenericRecord read = clients.read("flights", bytes);
    Map<String, String> settings =
        Map.of("auto.register.schemas", "false", "value.subject.name.strategy", className);
    assertThat(clients.write("flights", read, settings)).isEqualTo(bytes);
  }

  @Test
  void aSchemaThatRefersToAnotherIsReadAndWrittenByBoth() {
    Schema carrier =
        schema(
            "{'type':'record','name':'Carrier','namespace':'org.example','fields':["
                + "{'name':'name','type':'string'}]}");
    String flight =
        "{'type':'record','name':'Flight','namespace':'org.example','fields':["
            + "{'name':'carrier','type':%s},{'name':'distance','type':'double'}]}";
    JsonNode value = json("{'carrier':{'name':'KLM'},'distance':1.5}");

    node.register("carriers", carrier.toString());
    ObjectNode request = node.request("register").put("subject", "flights-value");
    request.put("schema", json(flight.formatted("'org.example.Carrier'")).toString());
    request.set(
        "references", json("[{'name':'org.example.Carrier','subject':'carriers','version':1}]"));
    int id = node.answer(request).get("id").asInt();
    byte[] theirs = node.write("flights", value, LATEST);

    Schema whole = schema(flight.formatted(carrier));
    GenericRecord record = datum(whole, datum(carrier, new Utf8("KLM")), 1.5);
    assertThat(WireFormat.schemaId(theirs)).isEqualTo(id);
    assertThat(clients.read("flights", theirs)).isEqualTo(record);
    assertThat(clients.write("flights", record, OUR_LATEST)).isEqualTo(theirs);
    assertThat(node.read("flights", theirs, "{}")).isEqualTo(value);
  }

  @Test
  void anIncompatibleVersionIsRefused() {
    clients.write("flights", datum(FIRST, 1.5, true));
    String required = record("distance:double", "late:boolean", "origin:string").toString();

    JsonNode refusal =
        node.ask(node.request("register").put("subject", "flights-value").put("schema", required));

    assertRefused(refusal, 409, 409);
    assertThat(refusal.get("error").asText()).contains("incompatible", "flights-value", "origin");
    assertThat(node.register("flights-value", FIRST.toString())).isEqualTo(1);
  }

  @Test
  void whatTheRegistryDoesNotHaveIsNotFound() {
    assertRefused(node.ask(node.request("latest").put("subject", "nobody-value")), 404, 40401);
    assertRefused(
        node.ask(node.request("read").put("topic", "flights").put("bytes", "0000000009")),
        404,
        40403);
  }

  @Test
  void whatIsNoSchemaIsUnprocessable() {
    ObjectNode request = node.request("register").put("subject", "s").put("schema", "{'type':1}");

    assertRefused(node.ask(request), 422, 42201);
  }

  private static void assertRefused(JsonNode answer, int status, int code) {
    assertThat(answer.path("status").asInt()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.path("code").asInt()).as(answer.toString()).isEqualTo(code);
  }
}
