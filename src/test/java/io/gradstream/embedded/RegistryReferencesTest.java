package io.gradstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A flight has a carrier, and a carrier has a country; each is a subject of its own. */
class RegistryReferencesTest {

  private static final String COUNTRY = record("Country", "string");
  private static final String CARRIER =
      with(record("Carrier", "o.Country"), "o.Country", "countries");
  private static final String FLIGHT = with(record("Flight", "o.Carrier"), "o.Carrier", "carriers");

  private EmbeddedSchemaRegistry server;
  private RegistryClient client;

  @BeforeEach
  void start() throws Exception {
    server = EmbeddedSchemaRegistry.start(OptionalInt.empty());
    client = new RegistryClient(server.url());
    client.done("POST /subjects/countries/versions", COUNTRY);
    client.done("POST /subjects/carriers/versions", CARRIER);
    client.done("POST /subjects/flights/versions", FLIGHT);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aSchemaIsAnsweredAsItWasGivenWithItsReferences() throws Exception {
    String kept = "'references':[{'name':'o.Carrier','subject':'carriers','version':1}]";

    assertThat(client.send("GET /schemas/ids/3")).contains("\\'type\\':\\'o.Carrier\\'", kept);
    assertThat(client.send("GET /subjects/flights/versions/1")).contains(kept);
    assertThat(client.send("POST /subjects/flights", FLIGHT)).contains("'id':3", kept);
    assertThat(server.registry().byId(3).getField("f").schema().getField("f").schema())
        .isEqualTo(server.registry().byId(1));
  }

  @Test
  void aReferenceThatIsNotThereIsRefused() throws Exception {
    client.refused(
        "POST /subjects/more/versions",
        with(record("More", "o.Other"), "o.Other", "others"),
        42201);
  }

  @Test
  void whatIsReferredToIsNotDeleted() throws Exception {
    assertThat(client.send("GET /subjects/countries/versions/1/referencedby")).isEqualTo("200 [2]");
    client.refused("DELETE /subjects/countries/versions/1", "", 42206);
    client.refused("DELETE /subjects/carriers", "", 42206);
    client.done("DELETE /subjects/flights", "");
    client.done("DELETE /subjects/carriers", "");
    assertThat(client.send("GET /subjects/countries/versions/1/referencedby")).isEqualTo("200 []");
    client.done("DELETE /subjects/carriers?permanent=true", "");
    client.done("DELETE /subjects/flights?permanent=true", "");
  }

  @Test
  void schemasThatMeanTheSameAreOneIfNormalized() throws Exception {
    String sorted =
        RegistryClient.body(
            "{'name':'a.R','type':'record','p':1,'fields':[{'name':'f','type':'a.E'},"
                + "{'name':'g','type':['null','a.R'],'default':null}]}");
    String enumeration = "{'type':'enum','name':'E','symbols':['A']}";
    String one = sorted.replace("\\'a.E\\'", enumeration.replace("'", "\\'"));
    String other =
        one.replace("\\'name\\':\\'a.R\\'", "\\'namespace\\':\\'a\\',\\'name\\':\\'R\\'")
            .replace("\\'p\\':1,\\'fields\\'", "\\'fields\\'")
            .replace("null}]}'", "null}],\\'p\\':1}'");

    assertThat(client.send("POST /subjects/n/versions?normalize=true", one))
        .isEqualTo("200 {'id':4}");
    assertThat(client.send("POST /subjects/n/versions?normalize=true", other))
        .isEqualTo("200 {'id':4}");
    assertThat(client.send("POST /subjects/n?normalize=true", other)).contains("'version':1");
    assertThat(client.send("POST /subjects/flights?normalize=true", FLIGHT)).contains("'id':3");
  }

  @Test
  void aSchemaIsFoundByIdInEveryWay() throws Exception {
    client.done("POST /subjects/more/versions", COUNTRY);

    assertThat(client.send("GET /schemas/ids/1/schema")).startsWith("200 {'type':'record'");
    assertThat(client.send("GET /subjects/more/versions/1/schema"))
        .isEqualTo(client.send("GET /schemas/ids/1/schema"));
    assertThat(client.send("GET /schemas/ids/1/subjects")).isEqualTo("200 ['countries','more']");
    assertThat(client.send("GET /schemas/ids/1/versions"))
        .isEqualTo("200 [{'subject':'countries','version':1},{'subject':'more','version':1}]");
    assertThat(client.send("GET /schemas/types")).isEqualTo("200 ['AVRO']");
    assertThat(client.send("GET /subjects?subjectPrefix=c"))
        .isEqualTo("200 ['carriers','countries']");
  }

  @Test
  void aPathOrMethodThatIsNotThereIsAnError() throws Exception {
    client.refused("GET /nothing", "", 404);
    client.refused("PUT /subjects", "", 405);
  }

  private static String record(String name, String type) {
    return RegistryClient.body(
        "{'type':'record','name':'%s','namespace':'o','fields':[{'name':'f','type':'%s'}]}"
            .formatted(name, type));
  }

  private static String with(String body, String name, String subject) {
    return body.substring(0, body.length() - 1)
        + ",'references':[{'name':'%s','subject':'%s','version':1}]}".formatted(name, subject);
  }
}
