package io.gradstream.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.schema.SerdeAwayException;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.SchemaRegistryException;
import io.gradstream.schema.registry.memory.InMemorySchemaRegistry;
import io.gradstream.schema.row.AvroRowDecoder;
import io.gradstream.schema.row.RowDecoder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class RecordDecoderTest {

  private static final Duration LONG = Duration.ofMinutes(10);

  private final RowLayout layout = RowLayout.of(List.of("b"), List.of("c"), LabelRule.binary("y"));
  private final Row row = new Row(layout);
  private final Headers headers = new RecordHeaders();
  private final AwayRegistry away = new AwayRegistry();
  private final byte[] value;

  RecordDecoderTest() {
    int id = away.registry().register("in-value", Topologies.RECORD);
    value = Topologies.avro(id, Topologies.record(1.0, 2, "x", 1));
  }

  @Test
  void aRecordWaitsUntilTheRegistryAnswers() throws Exception {
    away.forNextRequests(2);
    decoder(away.registry(), LONG, false).decode(headers, value, row);
    assertThat(row.number(0)).isEqualTo(2);
    assertThat(away.refused()).isEqualTo(2);
  }

  @Test
  void theWaitEndsWithThePatience() {
    away.forNextRequests(1000);
    RecordDecoder decoder = decoder(away.registry(), Duration.ofMillis(1), false);
    assertThatThrownBy(() -> decoder.decode(headers, value, row))
        .isInstanceOf(SchemaRegistryException.class);
  }

  @Test
  void aRegistryThatSaysHowLongToWaitIsNotAskedBefore() {
    AtomicInteger asked = new AtomicInteger();
    RowDecoder busy =
        (headers, value, row) -> {
          asked.incrementAndGet();
          throw SchemaRegistryException.answered("http://r", 429, 429, "slow down")
              .withRetryAfter(LONG);
        };
    RecordDecoder decoder = new RecordDecoder(busy, Duration.ofMillis(300), () -> false);
    assertThatThrownBy(() -> decoder.decode(headers, value, row)).hasMessageContaining("slow down");
    assertThat(asked).as("at first, and when it may wait no longer").hasValue(2);
  }

  @Test
  void theWaitEndsWhenTheApplicationIsClosed() {
    away.forNextRequests(1000);
    RecordDecoder decoder = decoder(away.registry(), LONG, true);
    assertThatThrownBy(() -> decoder.decode(headers, value, row))
        .isInstanceOf(SchemaRegistryException.class);
  }

  @Test
  void aRecordWaitsForWhatAClassOfTheUsersNeeds() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    RowDecoder away =
        (headers, value, row) -> {
          if (asked.incrementAndGet() < 3) {
            throw new SerdeAwayException("no answer", new java.io.IOException());
          }
        };
    new RecordDecoder(away, LONG, () -> false).decode(headers, value, row);
    assertThat(asked).hasValue(3);
    asked.set(0);
    assertThatThrownBy(() -> new RecordDecoder(away, LONG, () -> true).decode(headers, value, row))
        .isInstanceOf(SerdeAwayException.class);
    assertThat(asked).hasValue(2);
  }

  @Test
  void aRegistryThatRefusesIsNotWaitedFor() {
    AtomicInteger asked = new AtomicInteger();
    InMemorySchemaRegistry inner = new InMemorySchemaRegistry();
    SchemaRegistry refusing =
        (SchemaRegistry)
            java.lang.reflect.Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {SchemaRegistry.class},
                (proxy, method, arguments) -> {
                  if (method.getReturnType() == Schema.class) {
                    asked.incrementAndGet();
                    throw SchemaRegistryException.answered("http://r", 403, 403, "forbidden");
                  }
                  return method.invoke(inner, arguments);
                });
    RecordDecoder decoder = decoder(refusing, LONG, false);
    assertThatThrownBy(() -> decoder.decode(headers, value, row)).hasMessageContaining("forbidden");
    assertThat(asked).hasValue(1);
  }

  private RecordDecoder decoder(SchemaRegistry registry, Duration patience, boolean closing) {
    return new RecordDecoder(new AvroRowDecoder(layout, registry::of), patience, () -> closing);
  }
}
