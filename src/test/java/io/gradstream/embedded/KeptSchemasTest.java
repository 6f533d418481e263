package io.gradstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry that is stopped and started again beside a broker's data. */
class KeptSchemasTest {

  private static final String A = RegistryClient.schema("a:int");
  private static final String AB = RegistryClient.schema("a:int", "b:int:0");
  private static final String OTHER = RegistryClient.schema("z:string");

  @TempDir private Path directory;

  private Path file;

  private interface Requests {
    void sendTo(RegistryClient client) throws IOException, InterruptedException;
  }

  @BeforeEach
  void nameFile() {
    file = KeptSchemas.in(directory);
  }

  private void whileItRuns(Requests requests) throws Exception {
    try (EmbeddedSchemaRegistry registry =
        EmbeddedSchemaRegistry.start(OptionalInt.empty(), Optional.of(file))) {
      requests.sendTo(new RegistryClient(registry.url()));
    }
  }

  @Test
  void idsAndVersionsAreThoseFromBeforeAndNewOnesFollowThem() throws Exception {
    whileItRuns(
        client -> {
          client.done("POST /subjects/one/versions", A);
          client.done("POST /subjects/one/versions", AB);
          client.done("POST /subjects/two/versions", A);
        });
    whileItRuns(
        client -> {
          assertThat(client.send("GET /schemas/ids/2")).startsWith("200 ").contains("\\'b\\'");
          assertThat(client.send("GET /subjects/one/versions")).isEqualTo("200 [1,2]");
          assertThat(client.send("POST /subjects/two/versions", A)).isEqualTo("200 {'id':1}");
          assertThat(client.send("POST /subjects/two/versions", OTHER)).contains("409");
          assertThat(client.send("POST /subjects/three/versions", OTHER)).isEqualTo("200 {'id':3}");
        });
  }

  @Test
  void theIdOfWhatIsGoneForGoodIsNotGivenAnew() throws Exception {
    whileItRuns(
        client -> {
          client.done("POST /subjects/one/versions", A);
          client.done("DELETE /subjects/one", "");
          client.done("DELETE /subjects/one?permanent=true", "");
        });
    whileItRuns(
        client ->
            assertThat(client.send("POST /subjects/one/versions", OTHER))
                .isEqualTo("200 {'id':2}"));
  }

  @Test
  void whatIsDeletedSoftlyAndWhatReferredToItStayReadable() throws Exception {
    whileItRuns(
        client -> {
          client.done("POST /subjects/base/versions", A);
          client.done(
              "POST /subjects/user/versions",
              "{'schema':'{\\'type\\':\\'array\\',\\'items\\':\\'R\\'}','references':[{'name':'R','subject':'base','version':1}]}");
          client.done("DELETE /subjects/user", "");
          client.done("DELETE /subjects/base", "");
          client.done("DELETE /subjects/base?permanent=true", "");
        });
    whileItRuns(
        client -> {
          assertThat(client.send("GET /subjects")).isEqualTo("200 []");
          assertThat(client.send("GET /subjects?deleted=true")).isEqualTo("200 ['user']");
          assertThat(client.send("GET /schemas/ids/2")).startsWith("200 ").contains("'base'");
        });
  }

  @Test
  void levelsAndModesStay() throws Exception {
    whileItRuns(
        client -> {
          client.done("PUT /config", "{'compatibility':'NONE'}");
          client.done("PUT /config/one", "{'compatibility':'FULL'}");
          client.done("PUT /mode/one", "{'mode':'READONLY'}");
        });
    whileItRuns(
        client -> {
          assertThat(client.send("GET /config")).contains("'NONE'");
          assertThat(client.send("GET /config/one")).contains("'FULL'");
          assertThat(client.send("GET /mode/one")).contains("'READONLY'");
          assertThat(client.send("GET /mode")).contains("'READWRITE'");
        });
  }

  @Test
  void aSchemaIsInTheFileBeforeItsIdIsAnswered() throws Exception {
    whileItRuns(
        client -> {
          client.done("POST /subjects/one/versions", A);
          assertThat(file).content().contains("\"subject\" : \"one\"");
        });
  }

  @Test
  void aFileThatIsNoneIsNamedAndLeftAlone() throws Exception {
    Files.writeString(file, "{\"versions\": ");

    assertThatThrownBy(() -> whileItRuns(client -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(file.toString(), "bring the file back");
    assertThat(file).hasContent("{\"versions\": ");
  }

  @Test
  void aFileOfTheFirstVersionIsReadAndWrittenAgainAsItIs() throws Exception {
    Path golden = Path.of("src/test/resources/golden/gradstream-schemas.json");
    Files.copy(golden, file);
    whileItRuns(
        client -> {
          assertThat(client.send("GET /subjects")).isEqualTo("200 ['one','user']");
          assertThat(client.send("GET /subjects/one/versions")).isEqualTo("200 [1,2]");
          assertThat(client.send("GET /schemas/ids/3")).contains("'references'");
          assertThat(client.send("GET /config/one")).contains("'FULL'");
          assertThat(client.send("GET /mode/one")).contains("'READONLY'");
        });
    assertThat(file).hasSameTextualContentAs(golden);
    whileItRuns(client -> client.done("PUT /mode/one", "{'mode':'READWRITE'}"));
    whileItRuns(
        client ->
            assertThat(client.send("POST /subjects/new/versions", OTHER))
                .as("9 was given to what is gone")
                .isEqualTo("200 {'id':10}"));
  }

  @Test
  void withoutAFileNothingIsWritten() throws Exception {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start(OptionalInt.empty())) {
      new RegistryClient(registry.url()).done("POST /subjects/one/versions", A);
    }
    assertThat(directory).isEmptyDirectory();
  }
}
