package io.gradstream.schema.registry.http;

import static io.gradstream.schema.row.AvroBytes.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gradstream.schema.SchemaRegistries;
import io.gradstream.schema.registry.RegisteredSchema;
import io.gradstream.schema.registry.SchemaReference;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.SchemaRegistryException;
import io.gradstream.schema.registry.SchemaRegistryException.Kind;
import io.gradstream.schema.registry.SchemaSource;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A flight goes from one airport to another, and both airports have a place. */
class SchemaReferencesTest {

  private static final SchemaReference PLACE = new SchemaReference("o.Place", "places", 1);
  private static final SchemaReference FROM = new SchemaReference("o.From", "from", 2);
  private static final SchemaReference TO = new SchemaReference("o.To", "to", 3);
  private static final String FLIGHT = record("Flight", "o.From", "o.To");

  private final StubRegistryServer server =
      new StubRegistryServer(404, "{'error_code':40402,'message':'Version not found.'}");
  private final SchemaRegistry registry =
      SchemaRegistries.from(Map.of("schema.registry.url", server.url()));

  @BeforeEach
  void begin() {
    has("places/versions/1", record("Place", "double"));
    has("from/versions/2", record("From", "o.Place"), PLACE);
    has("to/versions/3", record("To", "o.Place"), PLACE);
    server.answerAt("/schemas/ids/7", answer(FLIGHT, FROM, TO).toString());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aSchemaHasTheTypesThatItRefersTo() {
    Schema flight = registry.byId(7);

    Schema place = flight.getField("o_From").schema().getField("o_Place").schema();
    assertThat(place).isEqualTo(schema(record("Place", "double")));
    assertThat(flight.getField("o_To").schema().getField("o_Place").schema()).isEqualTo(place);
  }

  @Test
  void whatIsReferredToIsFetchedOnceEvenIfDeleted() {
    registry.byId(7);
    server.answerAt("/schemas/ids/8", answer(record("Other", "o.From"), FROM).toString());
    registry.byId(8);

    assertThat(server.uris())
        .containsExactly(
            "/schemas/ids/7",
            "/subjects/from/versions/2?deleted=true",
            "/subjects/places/versions/1?deleted=true",
            "/subjects/to/versions/3?deleted=true",
            "/schemas/ids/8");
  }

  @Test
  void aVersionKnowsItsReferences() {
    has("flights/versions/latest", FLIGHT, FROM, TO);

    RegisteredSchema latest = registry.latest("flights").orElseThrow();

    assertThat(latest.references()).containsExactly(FROM, TO);
    assertThat(latest.schema().getField("o_To").schema().getName()).isEqualTo("To");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'schema':'{'}"})
  void anAnswerThatMakesNoSenseForAReferenceIsNotRemembered(String nonsense) {
    server.answerAt(
        "/schemas/ids/9",
        answer(FLIGHT, FROM, new SchemaReference("o.To", "to-later", 1)).toString());
    server.answerAt("/subjects/to-later/versions/1", nonsense);
    assertThat(failure(9).kind()).isEqualTo(Kind.UNAVAILABLE);

    has("to-later/versions/1", record("To", "int"));
    assertThat(registry.byId(9).getField("o_To").schema().getName()).isEqualTo("To");
  }

  @Test
  void aReferenceThatIsNotThereIsNamed() {
    server.answerAt(
        "/schemas/ids/9", answer(FLIGHT, FROM, new SchemaReference("o.To", "to", 4)).toString());

    SchemaRegistryException failure = failure(9);

    assertThat(failure.kind()).isEqualTo(Kind.NOT_AVRO);
    assertThat(failure)
        .hasMessageContainingAll("/schemas/ids/9", "o.To in subject to version 4", "not have");
  }

  @Test
  void referencesThatGoInACircleAreRefused() {
    has("places/versions/1", record("Place", "o.From"), FROM);

    SchemaRegistryException failure = failure(7);

    assertThat(failure.kind()).isEqualTo(Kind.NOT_AVRO);
    assertThat(failure).hasMessageContainingAll("circle", "from version 2", "places version 1");
  }

  @Test
  void aReferenceThatDoesNotDefineItsNameIsRefused() {
    has("to/versions/3", record("Elsewhere", "double"));

    SchemaRegistryException failure = failure(7);

    assertThat(failure.kind()).isEqualTo(Kind.NOT_AVRO);
    assertThat(failure).hasMessageContainingAll("cannot be parsed", "to version 3", "o.To");
  }

  @Test
  void aReferenceToWhatIsNotAvroIsRefused() {
    server.answerAt(
        "/subjects/places/versions/1", answer("{}").put("schemaType", "JSON").toString());

    assertThat(failure(7)).hasMessageContainingAll("type JSON, not AVRO");
  }

  @Test
  void registrationAndLookupSendReferencesAndWhetherToNormalize() {
    server.answer(200, answer(FLIGHT, FROM, TO).put("id", 7).put("version", 1).toString());
    SchemaSource flight = new SchemaSource(FLIGHT.replace('\'', '"'), List.of(FROM, TO));

    registry.register("flights", flight, true);
    registry.lookup("flights", flight, true);

    assertThat(server.uris())
        .startsWith(
            "/subjects/flights/versions?normalize=true", "/subjects/flights?normalize=true");
    assertThat(server.bodies().subList(0, 2))
        .allSatisfy(
            body ->
                assertThat(body)
                    .contains("{\"name\":\"o.From\",\"subject\":\"from\",\"version\":2}"));
  }

  private void has(String path, String schema, SchemaReference... references) {
    server.answerAt("/subjects/" + path, answer(schema, references).toString());
  }

  private static ObjectNode answer(String schema, SchemaReference... references) {
    ObjectNode answer =
        JsonNodeFactory.instance
            .objectNode()
            .put("schema", schema.replace('\'', '"'))
            .put("id", 9)
            .put("version", 1);
    for (SchemaReference reference : references) {
      answer
          .withArray("references")
          .addObject()
          .put("name", reference.name())
          .put("subject", reference.subject())
          .put("version", reference.version());
    }
    return answer;
  }

  /** Returns a record in the namespace {@code o} with a field of each type. */
  private static String record(String name, String... types) {
    StringBuilder fields = new StringBuilder();
    for (String type : types) {
      fields
          .append(fields.isEmpty() ? "" : ",")
          .append("{'name':'%s','type':'%s'}".formatted(type.replace('.', '_'), type));
    }
    return "{'type':'record','name':'%s','namespace':'o','fields':[%s]}".formatted(name, fields);
  }

  private SchemaRegistryException failure(int id) {
    return catchThrowableOfType(SchemaRegistryException.class, () -> registry.byId(id));
  }
}
