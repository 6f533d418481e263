package io.gradstream.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.client.ApplicationException;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.memory.InMemorySchemaRegistry;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/**
 * Producers evolve their schema while the pipeline runs; {@link Topologies#RECORD} is the first.
 */
class SchemaEvolutionTest {

  private static final String SUBJECT = "in-value";
  private static final String A = "{'name':'a','type':['null','double'],'default':null},";
  private static final String Y = "{'name':'y','type':['null','int'],'default':null}";

  /** b was an int. */
  private static final Schema PROMOTED =
      flight(A + "{'name':'b','type':'double'},{'name':'c','type':'string'}," + Y);

  /** c is now d. */
  private static final Schema RENAMED =
      flight("{'name':'d','type':'string','aliases':['c']},{'name':'b','type':'double'}," + A + Y);

  /** a is gone. */
  private static final Schema REMOVED =
      flight("{'name':'d','type':'string','aliases':['c']},{'name':'b','type':'double'}," + Y);

  private static final List<Schema> VERSIONS =
      List.of(Topologies.RECORD, PROMOTED, RENAMED, REMOVED);

  private final SchemaRegistry registry = new InMemorySchemaRegistry();

  @Test
  void noRecordIsLostWhenAFieldIsPromotedAndThenOneIsRenamed() {
    try (Topologies topology = Topologies.readingAs("latest", registry)) {
      for (int i = 0; i < 90; i++) { // and the one before goes on writing for a while
        send(topology, VERSIONS.get(Math.max(0, i / 30 - (i % 30 < 10 ? i % 2 : 0))), i);
      }
      assertThat(topology.deadLetters()).isEmpty();
      assertThat(topology.predictions()).hasSize(90);
    }
  }

  @Test
  void theModelLearnsAsIfTheSchemaHadNeverChanged() {
    assertThat(evolving("latest", 3)).isEqualTo(scoresOf(1, "writer"));
  }

  @Test
  void aPinnedVersionGivesTheSameBitsWhateverIsRegisteredLater() {
    registry.register(SUBJECT, Topologies.RECORD);
    registry.register(SUBJECT, PROMOTED);
    registry.register(SUBJECT, RENAMED);
    List<Object> whileItEvolves = evolving("3", 4);

    assertThat(whileItEvolves).hasSize(120);
    assertThat(evolving("3", 4)).isEqualTo(whileItEvolves);
  }

  @Test
  void aFieldThatIsRemovedHasTheDefaultOfThePinnedVersionAndIsMissedByTheLatest() {
    VERSIONS.forEach(version -> registry.register(SUBJECT, version));
    try (Topologies pinned = Topologies.readingAs("3", registry);
        Topologies latest = Topologies.readingAs("latest", registry)) {
      VERSIONS.forEach(version -> send(pinned, version, 1));
      send(latest, REMOVED, 1);

      assertThat(pinned.deadLetters()).isEmpty();
      assertThat(Topologies.header(latest.deadLetters().get(0), "gradstream.message"))
          .contains("no field a");
    }
  }

  @Test
  void aPinnedVersionThatDoesNotExistIsRefusedAtStart() {
    registry.register(SUBJECT, Topologies.RECORD);
    registry.register(SUBJECT, PROMOTED);
    try (Topologies topology = Topologies.readingAs("7", registry)) {
      assertThatThrownBy(
              () ->
                  InputSchemas.check(
                      RecordSource.ofInput(topology.pipeline), topology.pipeline, registry))
          .isInstanceOf(ApplicationException.class)
          .hasMessage(
              "input.schema is 7, but subject in-value has versions 1, 2 in the schema registry;"
                  + " choose one of its versions, 'latest' or 'writer'");
    }
  }

  /** Thirty records of each of the first versions, registered when the first of them comes. */
  private List<Object> evolving(String readAs, int versions) {
    try (Topologies topology = Topologies.readingAs(readAs, registry)) {
      for (int i = 0; i < 30 * versions; i++) {
        send(topology, VERSIONS.get(i / 30), i);
      }
      return scores(topology);
    }
  }

  private static List<Object> scoresOf(int version, String readAs) {
    try (Topologies topology = Topologies.readingAs(readAs, new InMemorySchemaRegistry())) {
      for (int i = 0; i < 90; i++) {
        send(topology, VERSIONS.get(version - 1), i);
      }
      return scores(topology);
    }
  }

  private static List<Object> scores(Topologies topology) {
    assertThat(topology.deadLetters()).isEmpty();
    return topology.predictions().stream().map(p -> p.get("score")).toList();
  }

  private static void send(Topologies topology, Schema schema, int i) {
    double a = Math.sin(i * 1.7);
    GenericRecord record = new GenericData.Record(schema);
    set(record, "a", a);
    set(record, "b", schema == Topologies.RECORD ? (Object) (i % 7) : (Object) (double) (i % 7));
    set(record, "c", "c" + i % 3);
    set(record, "d", "c" + i % 3);
    set(record, "y", a > 0 ? 1 : 0);
    int id = topology.registry.register(SUBJECT, schema);
    topology.input.pipeInput(null, Topologies.avro(id, record), i);
  }

  private static void set(GenericRecord record, String name, Object value) {
    if (record.hasField(name)) {
      record.put(name, value);
    }
  }

  private static Schema flight(String fields) {
    return new Schema.Parser()
        .parse(
            "{'type':'record','name':'Flight','fields':[%s]}".formatted(fields).replace('\'', '"'));
  }
}
