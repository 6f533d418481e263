package io.gradstream.streams.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedHeadersTest {

  private final ForwardedHeaders usual = new ForwardedHeaders(List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "__value_schema_id",
        "apicurio.value.globalId",
        "apicurio.value.contentId",
        "apicurio.value.encoding",
        "apicurio.value.msgType",
        "value.schema.version.id",
        "solace.schema.schema-id",
        "__TypeId__",
        "__ContentTypeId__",
        "__KeyTypeId__",
        "contentType",
        "Content-Type",
        "content_type",
        "content-encoding",
        "spring.kafka.serialization.selector",
        "ce_specversion",
        "ce_id",
        "ce_dataschema",
        "schema.name",
        "mime.type",
        "schemaVersion",
        "x-schema-id",
        "messageType",
        "kroxylicious.io/encryption"
      })
  void whatDescribesTheValueOfTheInputStaysThere(String name) {
    Record<String, String> given = headers(name);

    assertThat(usual.of(given).headers()).isEmpty();
    assertThat(given.headers()).hasSize(1);
  }

  @Test
  void aNameIsJudgedTheSameWheneverItComes() {
    for (int i = 0; i < 2500; i++) {
      Record<String, String> all = headers("tenant-" + i);
      assertThat(usual.of(all)).isSameAs(all);
      assertThat(usual.of(headers("schema.name")).headers()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "traceparent",
        "tracestate",
        "b3",
        "X-B3-TraceId",
        "uber-trace-id",
        "correlation-id",
        "ce_traceparent",
        "__key_schema_id",
        "apicurio.key.globalId",
        "key.schema.version.id",
        "__Key_TypeId__",
        "spring.kafka.key.serialization.selector",
        "tenant",
        "db.schema"
      })
  void whatDescribesTheKeyOrTheRecordGoesOn(String name) {
    Record<String, String> all = headers(name);

    assertThat(usual.of(all)).isSameAs(all);
  }

  @Test
  void moreNamesAndBeginningsMayBeDroppedAndOrderAndRepeatsAreKept() {
    ForwardedHeaders rule = new ForwardedHeaders(List.of("tenant", "internal-*"));

    Record<String, String> kept =
        rule.of(headers("a", "tenant", "internal-x", "b", "a", "tenants"));

    assertThat(names(kept)).containsExactly("a", "b", "a", "tenants");
  }

  private static Record<String, String> headers(String... names) {
    Record<String, String> record = new Record<>("k", "v", 0);
    for (String name : names) {
      record.headers().add(name, "v".getBytes(UTF_8));
    }
    return record;
  }

  private static List<String> names(Record<String, String> record) {
    List<String> names = new ArrayList<>();
    record.headers().forEach(header -> names.add(header.key()));
    return names;
  }
}
