package io.gradstream.schema.registry;

import static io.gradstream.schema.row.AvroBytes.record;
import static io.gradstream.schema.row.AvroBytes.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gradstream.schema.registry.SchemaRegistryException.Kind;
import java.io.IOException;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every registry does, wherever its schemas are. */
public abstract class SchemaRegistryContract {

  private static final Schema FIRST = record("x:double");
  private static final Schema SECOND =
      schema(
          "{'type':'record','name':'R','fields':[{'name':'x','type':'double'},"
              + "{'name':'new','type':['null','string'],'default':null}]}");
  private static final Schema INCOMPATIBLE = record("x:double", "required:string");

  protected abstract SchemaRegistry start() throws IOException;

  private SchemaRegistry registry;

  @BeforeEach
  void begin() throws IOException {
    registry = start();
  }

  @Test
  void aRegisteredSchemaIsFoundByItsId() {
    int id = registry.register("flights-value", FIRST);

    assertThat(registry.byId(id)).isEqualTo(FIRST);
  }

  @Test
  void theSameSchemaKeepsItsIdAndVersion() {
    int id = registry.register("flights-value", FIRST);

    assertThat(registry.register("flights-value", record("x:double"))).isEqualTo(id);
    assertThat(registry.versions("flights-value")).containsExactly(1);
  }

  @Test
  void theSameSchemaHasOneIdUnderAllSubjects() {
    registry.register("other-value", SECOND);
    int id = registry.register("flights-value", FIRST);

    assertThat(registry.register("more-value", FIRST)).isEqualTo(id);
    assertThat(registry.subjects())
        .containsExactlyInAnyOrder("flights-value", "more-value", "other-value");
  }

  @Test
  void aCompatibleSchemaIsTheNextVersion() {
    int first = registry.register("flights-value", FIRST);
    int second = registry.register("flights-value", SECOND);

    assertThat(second).isNotEqualTo(first);
    assertThat(registry.latest("flights-value"))
        .contains(new RegisteredSchema("flights-value", 2, second, SECOND));
    assertThat(registry.version("flights-value", 1))
        .contains(new RegisteredSchema("flights-value", 1, first, FIRST));
  }

  @Test
  void aSchemaThatCannotReadTheLatestIsRefused() {
    registry.register("flights-value", FIRST);

    SchemaRegistryException refused =
        catchThrowableOfType(
            SchemaRegistryException.class, () -> registry.register("flights-value", INCOMPATIBLE));

    assertThat(refused.kind()).isEqualTo(Kind.REJECTED);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.errorCode()).isEqualTo(RegistryApi.INCOMPATIBLE);
    assertThat(refused).hasMessageContainingAll("flights-value", "required", "409");
    assertThat(registry.versions("flights-value")).containsExactly(1);
  }

  @Test
  void anUnknownIdIsNotFound() {
    SchemaRegistryException missing =
        catchThrowableOfType(SchemaRegistryException.class, () -> registry.byId(99));

    assertThat(missing.isNotFound()).isTrue();
    assertThat(missing.isRetriable()).isFalse();
    assertThat(missing.errorCode()).isEqualTo(40403);
    assertThat(missing).hasMessageContainingAll("99", "HTTP 404", "error code 40403");
  }

  @Test
  void aSchemaIsLookedUpInItsSubject() {
    int id = registry.register("flights-value", FIRST);

    assertThat(registry.lookup("flights-value", FIRST))
        .contains(new RegisteredSchema("flights-value", 1, id, FIRST));
    assertThat(registry.lookup("flights-value", SECOND)).isEmpty();
    assertThat(registry.lookup("other-value", FIRST)).isEmpty();
  }

  @Test
  void aSubjectThatIsNotThereHasNothing() {
    assertThat(registry.latest("flights-value")).isEmpty();
    assertThat(registry.version("flights-value", 1)).isEmpty();
    assertThat(registry.versions("flights-value")).isEmpty();
    assertThat(registry.subjects()).isEmpty();
  }

  @Test
  void namesAndDocsMayHaveAnyCharacters() {
    Schema schema = schema("{'type':'record','name':'R','doc':'Zürich \ud83d\ude80','fields':[]}");
    int id = registry.register("Flüge & more:100% +x", schema);

    assertThat(registry.latest("Flüge & more:100% +x"))
        .contains(new RegisteredSchema("Flüge & more:100% +x", 1, id, schema));
    assertThat(registry.byId(id).getDoc()).isEqualTo(schema.getDoc());
  }
}
