package io.gradstream.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.crash.RegistryProxy.Nonsense;
import io.gradstream.embedded.EmbeddedSchemaRegistry;
import io.gradstream.schema.SchemaRegistries;
import io.gradstream.schema.registry.SchemaRegistry;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistryProxyTest {

  private static final Schema TEXT = Schema.create(Schema.Type.STRING);

  private EmbeddedSchemaRegistry registry;
  private RegistryProxy proxy;

  @BeforeEach
  void start() throws IOException {
    registry = EmbeddedSchemaRegistry.start(OptionalInt.empty());
    proxy = RegistryProxy.start(registry.url());
  }

  @AfterEach
  void stop() {
    proxy.close();
    registry.close();
  }

  @Test
  void everythingIsHandedOn() throws Exception {
    int id = client().register("a", TEXT);
    assertThat(registry.registry().register("a", TEXT)).isEqualTo(id);
    assertThat(get("/schemas/ids/" + id).body()).contains("string");
    assertThat(get("/schemas/ids/" + (id + 1)).statusCode()).isEqualTo(404);
  }

  @Test
  void whenItIsAwayNobodyListensAndWhenItIsBackItAnswers() throws Exception {
    proxy.goAway();
    assertThatThrownBy(() -> get("/subjects")).isInstanceOf(ConnectException.class);
    proxy.comeBack();
    assertThat(get("/subjects").body()).isEqualTo("[]");
  }

  @Test
  void nonsenseIsAnsweredUntilItIsTakenBack() throws Exception {
    for (Nonsense each : Nonsense.ALL) {
      proxy.answer(Optional.of(each));
      HttpResponse<String> answer = get("/subjects");
      assertThat(answer.statusCode()).isEqualTo(each.status());
      assertThat(answer.body()).isEqualTo(each.body());
    }
    proxy.answer(Optional.empty());
    assertThat(get("/subjects").body()).isEqualTo("[]");
  }

  private HttpResponse<String> get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(proxy.url() + path)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  private SchemaRegistry client() {
    return SchemaRegistries.from(Map.of("schema.registry.url", proxy.url()));
  }
}
