package io.gradstream.embedded;

import static io.gradstream.embedded.RegistryClient.schema;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Subject {@code s} has two versions. */
class RegistryDeletionTest {

  private static final String FIRST = schema("x:double");
  private static final String SECOND = schema("x:double", "y:int:0");

  private EmbeddedSchemaRegistry server;
  private RegistryClient client;

  @BeforeEach
  void start() throws Exception {
    server = EmbeddedSchemaRegistry.start(OptionalInt.empty());
    client = new RegistryClient(server.url());
    client.done("POST /subjects/s/versions", FIRST);
    client.done("POST /subjects/s/versions", SECOND);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aSubjectIsDeletedSoftlyAndThenForGood() throws Exception {
    client.refused("DELETE /subjects/s?permanent=true", "", 40405);
    assertThat(client.send("DELETE /subjects/s")).isEqualTo("200 [1,2]");
    client.refused("DELETE /subjects/s", "", 40404);
    client.refused("GET /subjects/s/versions", "", 40401);
    assertThat(client.send("GET /subjects")).isEqualTo("200 []");
    assertThat(client.send("GET /subjects?deleted=true")).isEqualTo("200 ['s']");
    assertThat(client.send("GET /subjects?deletedOnly=true")).isEqualTo("200 ['s']");
    assertThat(client.send("GET /schemas/ids/1")).startsWith("200");

    assertThat(client.send("DELETE /subjects/s?permanent=true")).isEqualTo("200 [1,2]");
    client.refused("GET /schemas/ids/1", "", 40403);
    client.refused("DELETE /subjects/s", "", 40401);
    assertThat(client.send("GET /subjects?deleted=true")).isEqualTo("200 []");
  }

  @Test
  void aVersionIsDeletedSoftlyAndThenForGood() throws Exception {
    client.refused("DELETE /subjects/s/versions/2?permanent=true", "", 40407);
    assertThat(client.send("DELETE /subjects/s/versions/latest")).isEqualTo("200 2");
    client.refused("DELETE /subjects/s/versions/2", "", 40406);
    client.refused("DELETE /subjects/s/versions/9", "", 40402);
    client.refused("DELETE /subjects/none/versions/1", "", 40401);
    client.refused("GET /subjects/s/versions/2", "", 40402);
    assertThat(client.send("GET /subjects/s/versions/latest")).contains("'version':1");
    assertThat(client.send("GET /subjects/s/versions?deleted=true")).isEqualTo("200 [1,2]");
    assertThat(client.send("GET /subjects/s/versions/2?deleted=true")).contains("'id':2");
    assertThat(client.send("GET /schemas/ids/2/versions")).isEqualTo("200 []");

    assertThat(client.send("DELETE /subjects/s/versions/2?permanent=true")).isEqualTo("200 2");
    assertThat(client.send("GET /subjects/s/versions?deleted=true")).isEqualTo("200 [1]");
  }

  @Test
  void aDeletedSchemaIsFoundOnlyIfAskedForAndComesBackAsANewVersion() throws Exception {
    client.done("DELETE /subjects/s/versions/2", "");
    client.refused("POST /subjects/s", SECOND, 40403);
    assertThat(client.send("POST /subjects/s?deleted=true", SECOND)).contains("'version':2,'id':2");

    assertThat(client.send("POST /subjects/s/versions", SECOND)).isEqualTo("200 {'id':2}");
    assertThat(client.send("GET /subjects/s/versions")).isEqualTo("200 [1,3]");
  }

  @Test
  void anIdIsNeverGivenAnew() throws Exception {
    client.done("DELETE /subjects/s", "");
    client.done("DELETE /subjects/s?permanent=true", "");

    assertThat(client.send("POST /subjects/s/versions", SECOND)).isEqualTo("200 {'id':3}");
  }

  @Test
  void aDeletedSubjectLosesItsLevelAndMode() throws Exception {
    client.done("PUT /config/s", "{'compatibility':'FULL'}");
    client.done("PUT /mode/s", "{'mode':'READWRITE'}");
    client.done("DELETE /subjects/s", "");

    client.refused("GET /config/s", "", 40408);
    client.refused("GET /mode/s", "", 40409);
  }
}
