package io.gradstream.embedded;

import static io.gradstream.embedded.RegistryClient.schema;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Levels and modes, of the registry and of subjects. */
class RegistrySettingsTest {

  private static final String FIRST = schema("x:double");
  private static final String NEXT = schema("x:double", "y:int:0");

  private EmbeddedSchemaRegistry server;
  private RegistryClient client;

  @BeforeEach
  void start() throws IOException {
    server = EmbeddedSchemaRegistry.start(OptionalInt.empty());
    client = new RegistryClient(server.url());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aLevelIsSetAndTakenBack() throws Exception {
    client.refused("GET /config/s", "", 40408);
    client.refused("DELETE /config/s", "", 40401);
    client.refused("PUT /config", "{'compatibility':'SOMETIMES'}", 42203);
    assertThat(client.send("GET /config/s?defaultToGlobal=true"))
        .isEqualTo("200 {'compatibilityLevel':'BACKWARD'}");
    assertThat(client.send("PUT /config/s", "{'compatibility':'full'}"))
        .isEqualTo("200 {'compatibility':'FULL'}");
    assertThat(client.send("GET /config/s")).isEqualTo("200 {'compatibilityLevel':'FULL'}");
    assertThat(client.send("DELETE /config/s")).isEqualTo("200 {'compatibilityLevel':'FULL'}");
    client.refused("GET /config/s", "", 40408);
    client.done("PUT /config", "{'compatibility':'NONE'}");
    assertThat(client.send("DELETE /config")).isEqualTo("200 {'compatibilityLevel':'NONE'}");
    assertThat(client.send("GET /config")).isEqualTo("200 {'compatibilityLevel':'BACKWARD'}");
  }

  @Test
  void whatIsNotKeptIsRefused() throws Exception {
    client.refused("PUT /config", "{'compatibility':'FULL','normalize':true}", 422);
    client.refused(
        "POST /subjects/s/versions", "{'schema':'\\'int\\'','metadata':{'tags':{}}}", 422);
    client.refused("POST /subjects/s/versions", "{'schema':'\\'int\\'','ruleSet':{}}", 422);
  }

  /** The second version gives k a default and adds m, which it cannot do without. */
  @ParameterizedTest
  @CsvSource({
    "NONE, true, true, true, true, true",
    "BACKWARD, true, true, true, false, true",
    "BACKWARD_TRANSITIVE, true, true, false, false, true",
    "FORWARD, true, true, true, true, false",
    "FORWARD_TRANSITIVE, true, false, true, true, false",
    "FULL, true, true, true, false, false",
    "FULL_TRANSITIVE, true, false, false, false, false"
  })
  void aLevelAllowsWhatItAllows(
      String level, boolean more, boolean withoutK, boolean needsM, boolean needsR, boolean noM)
      throws Exception {
    client.done("PUT /config", "{'compatibility':'NONE'}");
    client.done("POST /subjects/s/versions", schema("x:double", "k:int"));
    client.done("POST /subjects/s/versions", schema("x:double", "k:int:0", "m:int"));
    client.done("PUT /config/s", "{'compatibility':'%s'}".formatted(level));

    assertAllowed(schema("x:double", "k:int:0", "m:int:0", "z:int:0"), level, more);
    assertAllowed(schema("x:double", "m:int:0"), level, withoutK);
    assertAllowed(schema("x:double", "k:int:0", "m:int", "z:int:0"), level, needsM);
    assertAllowed(schema("x:double", "k:int", "m:int:0", "r:int"), level, needsR);
    assertAllowed(schema("x:double", "k:int:0"), level, noM);
  }

  private void assertAllowed(String schema, String level, boolean allowed) throws Exception {
    String answer = client.send("POST /compatibility/subjects/s/versions?verbose=true", schema);
    assertThat(answer).as(level + schema).contains("'is_compatible':" + allowed);
    if (!allowed) {
      assertThat(answer).contains("(" + level + ")");
      client.refused("POST /subjects/s/versions", schema, 409);
    }
  }

  @Test
  void compatibilityIsAskedOfVersions() throws Exception {
    String path = "POST /compatibility/subjects/s/versions";
    assertThat(client.send(path, FIRST)).isEqualTo("200 {'is_compatible':true}");
    assertThat(client.send(path + "/latest", FIRST)).isEqualTo("200 {'is_compatible':true}");
    client.refused(path + "/1", FIRST, 40401);
    client.done("POST /subjects/s/versions", FIRST);
    client.refused(path + "/7", FIRST, 40402);
    client.refused(path + "/0", FIRST, 42202);
    assertThat(client.send(path + "/1", schema("z:int"))).isEqualTo("200 {'is_compatible':false}");
    assertThat(client.send(path + "/1?verbose=true", schema("z:int"))).contains("'messages':['");
  }

  @Test
  void aReadOnlySubjectIsNotChanged() throws Exception {
    client.done("POST /subjects/s/versions", FIRST);
    client.refused("GET /mode/s", "", 40409);
    client.refused("DELETE /mode/s", "", 40401);
    client.refused("PUT /mode/s", "{'mode':'CLOSED'}", 42204);
    assertThat(client.send("PUT /mode/s", "{'mode':'READONLY'}"))
        .isEqualTo("200 {'mode':'READONLY'}");

    client.refused("POST /subjects/s/versions", NEXT, 42205);
    client.refused("DELETE /subjects/s", "", 42205);
    client.refused("PUT /config/s", "{'compatibility':'NONE'}", 42205);
    assertThat(client.send("POST /subjects/s/versions", FIRST)).isEqualTo("200 {'id':1}");
    client.done("POST /subjects/other/versions", FIRST);
    assertThat(client.send("DELETE /mode/s")).isEqualTo("200 {'mode':'READONLY'}");
    client.done("POST /subjects/s/versions", NEXT);
  }

  @Test
  void aRegistryMayOverrideTheModesOfItsSubjects() throws Exception {
    client.done("PUT /mode/s", "{'mode':'READWRITE'}");
    client.done("PUT /mode", "{'mode':'READONLY'}");
    client.done("POST /subjects/s/versions", FIRST);
    client.refused("POST /subjects/other/versions", FIRST, 42205);
    client.done("PUT /mode", "{'mode':'READONLY_OVERRIDE'}");

    client.refused("POST /subjects/s/versions", NEXT, 42205);
  }

  @Test
  void aVersionThatIsNotTheNextIsRefusedUnlessTheSchemaIsThere() throws Exception {
    client.done("POST /subjects/s/versions", FIRST);

    client.refused("POST /subjects/s/versions", NEXT.replace("}'}", "}','version':5}"), 42201);
    assertThat(client.send("POST /subjects/s/versions", FIRST.replace("}'}", "}','version':2}")))
        .isEqualTo("200 {'id':1}");
    assertThat(client.send("GET /subjects/s/versions")).isEqualTo("200 [1]");
  }

  @Test
  void anImportKeepsItsIds() throws Exception {
    String imported = FIRST.replace("}'}", "}','id':77,'version':5}");
    client.refused("POST /subjects/s/versions", imported, 42205);
    client.done("POST /subjects/other/versions", NEXT);
    client.refused("PUT /mode", "{'mode':'IMPORT'}", 42205);
    client.done("PUT /mode?force=true", "{'mode':'IMPORT'}");

    client.refused("POST /subjects/s/versions", FIRST, 42205);
    assertThat(client.send("POST /subjects/s/versions", imported)).isEqualTo("200 {'id':77}");
    client.refused("POST /subjects/s/versions", imported.replace("double", "int"), 42205);
    assertThat(client.send("GET /subjects/s/versions/latest")).contains("'version':5,'id':77");
    client.done("PUT /mode", "{'mode':'READWRITE'}");
    assertThat(client.send("POST /subjects/s/versions", schema("x:double", "z:int:0")))
        .isEqualTo("200 {'id':78}");
  }
}
