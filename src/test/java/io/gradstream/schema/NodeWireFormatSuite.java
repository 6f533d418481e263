package io.gradstream.schema;

import static io.gradstream.schema.NodeClient.json;
import static io.gradstream.schema.row.AvroBytes.datum;
import static io.gradstream.schema.row.AvroBytes.record;
import static io.gradstream.schema.row.AvroBytes.schema;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.schema.row.AvroRowDecoder;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What our serdes write, Confluent's client for Node.js reads, and the other way round. */
abstract class NodeWireFormatSuite {

  private static final String LOGICAL = "{'logicalTypes': true}";
  private static final String LOGICAL_LATEST =
      "{'logicalTypes': true, 'config': {'useLatestVersion': true}}";

  private BothClients clients;
  private String kinds;

  /** Starts a registry and both clients. */
  abstract BothClients startClients() throws IOException;

  /** Returns the schema that Node registers beside ours: its text differs in spaces from ours. */
  String sameSchema() {
    return EveryKind.SCHEMA;
  }

  /** Each test has a topic of its own, for the registry may be that of all. */
  @BeforeEach
  void start(TestInfo test) throws IOException {
    kinds = test.getTestMethod().orElseThrow().getName();
    clients = startClients();
  }

  @AfterEach
  void close() throws IOException {
    if (clients != null) {
      clients.close();
    }
  }

  private byte[] everyKindByNode() {
    clients.node().register(kinds + "-value", EveryKind.SCHEMA);
    return clients.node().write(kinds, EveryKind.IN_NODE, LOGICAL_LATEST);
  }

  @Test
  void weReadARecordOfEveryKindThatNodeWrote() {
    assertThat(clients.read(kinds, everyKindByNode())).isEqualTo(EveryKind.inJava());
  }

  @Test
  void nodeReadsARecordOfEveryKindThatWeWrote() {
    byte[] bytes = clients.write(kinds, EveryKind.inJava());

    assertThat(clients.node().read(kinds, bytes, LOGICAL)).isEqualTo(EveryKind.IN_NODE);
  }

  @Test
  void bothWriteTheSameBytesUnderTheSameId() {
    int other = clients.node().register("other-value", record("x:int").toString());

    byte[] ours = clients.write(kinds, EveryKind.inJava());

    int id = WireFormat.schemaId(ours);
    assertThat(id).isPositive().isNotEqualTo(other);
    assertThat(clients.node().register(kinds + "-value", sameSchema())).isEqualTo(id);
    assertThat(clients.node().write(kinds, EveryKind.IN_NODE, LOGICAL_LATEST)).isEqualTo(ours);
  }

  @Test
  void theRowHasWhatNodeWrote() throws Exception {
    List<String> numbers =
        List.of("whole", "big", "single", "real", "endless", "delay", "choice", "flag");
    List<String> categories =
        List.of("text", "code", "color", "partner.name", "carrier.founded", "raw", "absent");
    RowLayout layout = RowLayout.of(numbers, categories, LabelRule.binary("flag"));
    Row row = new Row(layout);

    new AvroRowDecoder(layout, SchemaRegistries.from(clients.settings())::of)
        .decode(everyKindByNode(), row);

    assertThat(IntStream.range(0, numbers.size()).mapToObj(row::number))
        .containsExactly(-0x1p31, 0x1p53 - 2, (double) 0.1f, 0.1, Double.NaN, -12.5, 7.5, 1.0);
    assertThat(
            IntStream.range(0, 5).mapToObj(slot -> new String(row.categoryText(slot, 64), UTF_8)))
        .containsExactly("Zürich 東京 🛫", "ABC", "BLUE", "Δ", "1919");
    assertThat(row.categoryText(5, 64)).containsExactly(0, 127, -128, -1);
    assertThat(row.category(6)).isEqualTo(Row.MISSING);
    assertThat(row.label()).isEqualTo(1);
  }

  @Test
  void longsThatNoDoubleHoldsStayExact() {
    Schema schema = record("low:long", "high:long");
    GenericRecord record = datum(schema, Long.MIN_VALUE, Long.MAX_VALUE);
    JsonNode value =
        json("{'low':{'$long':'-9223372036854775808'},'high':{'$long':'9223372036854775807'}}");

    byte[] ours = clients.write("longs", record);
    byte[] theirs =
        clients
            .node()
            .write("longs", value, "{'bigInts': true, 'config': {'useLatestVersion': true}}");

    assertThat(clients.node().read("longs", ours, "{'bigInts': true}")).isEqualTo(value);
    assertThat(clients.read("longs", theirs)).isEqualTo(record);
  }

  @Test
  void aSchemaThatNodeInferredFromAValueIsReadLikeAnyOther() {
    JsonNode value = json("{'distance': 1400, 'carrier': 'UA', 'late': [true, false]}");

    byte[] bytes =
        clients.node().write("inferred", value, "{'config': {'autoRegisterSchemas': true}}");

    GenericRecord read = clients.read("inferred", bytes);
    assertThat(read.getSchema().getFullName()).isEqualTo("Record1");
    assertThat(json(read.toString())).isEqualTo(value);
  }

  @Test
  void aRecordWithoutFieldsIsAHeaderAlone() {
    Schema nothing = schema("{'type':'record','name':'Nothing','fields':[]}");

    byte[] ours = clients.write("nothing", datum(nothing));
    byte[] theirs =
        clients.node().write("nothing", json("{}"), "{'config': {'useLatestVersion': true}}");

    assertThat(ours).hasSize(WireFormat.HEADER_LENGTH).isEqualTo(theirs);
    assertThat(clients.node().read("nothing", ours, "{}")).isEqualTo(json("{}"));
    assertThat(clients.read("nothing", theirs)).isEqualTo(datum(nothing));
  }
}
