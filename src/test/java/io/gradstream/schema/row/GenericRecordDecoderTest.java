package io.gradstream.schema.row;

import static io.gradstream.schema.row.AvroBytes.datum;
import static io.gradstream.schema.row.AvroBytes.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gradstream.core.data.Envelope;
import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Refusal.Reason;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.schema.SerdeAwayException;
import io.gradstream.schema.registry.SchemaRegistryException;
import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GenericRecordDecoderTest {

  private static final RowLayout LAYOUT =
      RowLayout.of(List.of("x"), List.of("c"), LabelRule.binary("y"));
  private static final byte[] VALUE = {1, 2, 3};

  private final Row row = new Row(LAYOUT);

  /** Does what a test wants; notes what it was asked. */
  private static final class Stub implements Deserializer<Object> {

    final List<Object> asked = new ArrayList<>();
    Object result;
    boolean closed;

    Stub(Object result) {
      this.result = result;
    }

    @Override
    public Object deserialize(String topic, byte[] value) {
      throw new AssertionError("the headers belong to it");
    }

    @Override
    public Object deserialize(String topic, Headers headers, byte[] value) {
      asked.addAll(List.of(topic, headers.lastHeader("h").value()[0], value));
      headers.remove("h");
      if (result instanceof RuntimeException thrown) {
        throw thrown;
      } else if (result instanceof Error thrown) {
        throw thrown;
      }
      return result;
    }

    @Override
    public void close() {
      closed = true;
      throw new IllegalStateException("closing fails, which is nobody's concern");
    }
  }

  @Test
  void theDeserializerGetsTopicHeadersAndBytesAndIsClosed() throws Exception {
    Stub stub = new Stub(datum(record("x:double", "c:string", "y:int"), 2.5, "A", 1));
    GenericRecordDecoder decoder =
        new GenericRecordDecoder("input.deserializer", LAYOUT, Envelope.NONE, "topic", stub);
    Headers headers = headers();
    decoder.decode(headers, VALUE, row);
    decoder.close();

    assertThat(stub.asked).containsExactly("topic", (byte) 9, VALUE);
    assertThat(headers.lastHeader("h")).as("headers of the record").isNotNull();
    assertThat(List.of(row.number(0), row.label())).containsExactly(2.5, 1.0);
    assertThat(stub.closed).isTrue();
  }

  @Test
  void recordsOfSeveralSchemasAreReadInTurn() throws Exception {
    Stub stub = new Stub(null);
    GenericRecordDecoder decoder =
        new GenericRecordDecoder("input.deserializer", LAYOUT, Envelope.NONE, "t", stub);
    Schema one = record("x:double", "c:string", "y:int");
    Schema two = record("c:string", "y:boolean", "x:long");
    for (int i = 0; i < 6; i++) {
      stub.result = i % 2 == 0 ? datum(one, i + 0.5, "A", 1) : datum(two, "B", true, (long) i);
      decoder.decode(headers(), VALUE, row);
      assertThat(row.number(0)).isEqualTo(i % 2 == 0 ? i + 0.5 : i);
    }
  }

  @Test
  void whatIsNoRecordIsABadRecord() {
    assertRejected("a text", Reason.NOT_AVRO, "made java.lang.String of the value");
    assertRejected(null, Reason.NOT_AVRO, "made null of the value");
    assertRejected(
        datum(record("x:double", "y:int"), 1.0, 1),
        Reason.FIELD_MISSING,
        "schema R: no field c (nearest: ");
    assertRejected(
        datum(record("x:double", "c:string", "y:int"), "no number", "A", 1),
        Reason.MALFORMED,
        "none of its own schema R");
  }

  @Test
  void aTombstoneIsRejectedWithoutTheDeserializer() {
    GenericRecordDecoder decoder =
        new GenericRecordDecoder("input.deserializer", LAYOUT, Envelope.NONE, "t", new Stub(null));

    assertThat(
            catchThrowableOfType(
                    BadRecordException.class, () -> decoder.decode(headers(), null, row))
                .reason())
        .isEqualTo(Reason.TOMBSTONE);
  }

  /** Confluent's, known by its name. */
  public static final class RestClientException extends Exception {
    private final int status;

    RestClientException(int status) {
      super("error of the registry; error code: " + status);
      this.status = status;
    }

    public int getStatus() {
      return status;
    }
  }

  static Stream<Throwable> faultsOfTheRecord() {
    return Stream.of(
        new SerializationException("bad"),
        new SerializationException("bad", new EOFException()),
        new SerializationException("bad", new CharConversionException()),
        new AvroRuntimeException("Malformed data. Length is negative: -1"),
        new NullPointerException(),
        new ClassCastException("a is not b"),
        new SerializationException("id 7", new RestClientException(404)),
        SchemaRegistryException.answered("http://r/schemas/ids/7", 404, 40403, "not found"),
        new StackOverflowError());
  }

  @ParameterizedTest
  @MethodSource("faultsOfTheRecord")
  void aFaultOfTheRecordIsABadRecord(Throwable thrown) {
    assertRejected(thrown, Reason.MALFORMED, Stub.class.getName());
  }

  static Stream<RuntimeException> faultsOfTheNetwork() {
    return Stream.of(
        new TimeoutException("no answer"),
        new SerializationException("id 1", new IOException("Connection reset")),
        new SerializationException("id 1", new ConnectException("refused")),
        new SerializationException("id 1", new RuntimeException(new SocketTimeoutException())),
        new SerializationException("id 1", new UnknownHostException("registry")),
        new SerializationException("id 1", new RestClientException(500)),
        new SerializationException("id 1", new RestClientException(429)),
        SchemaRegistryException.unreachable("http://r", new IOException("refused")));
  }

  @ParameterizedTest
  @MethodSource("faultsOfTheNetwork")
  void aFaultOfTheNetworkIsNotTheRecords(RuntimeException thrown) {
    GenericRecordDecoder decoder =
        new GenericRecordDecoder(
            "input.deserializer", LAYOUT, Envelope.NONE, "t", new Stub(thrown));

    assertThatThrownBy(() -> decoder.decode(headers(), VALUE, row))
        .isInstanceOf(SerdeAwayException.class)
        .hasCause(thrown);
  }

  static Stream<Throwable> faultsOfTheSetup() {
    return Stream.of(
        new ConfigException("schema.registry.url is missing"),
        new InvalidConfigurationException("You must configure() before deserialize()"),
        new TopicAuthorizationException("not yours"),
        new SerializationException("id 1", new RestClientException(403)),
        new SerializationException(
            "id 1",
            (SSLHandshakeException)
                new SSLHandshakeException("PKIX").initCause(new CertificateException("unknown"))),
        SchemaRegistryException.answered("http://r", 403, 403, "forbidden"),
        new NoClassDefFoundError("org/example/Needed"));
  }

  @ParameterizedTest
  @MethodSource("faultsOfTheSetup")
  void aFaultOfTheSetupEndsTheApplication(Throwable thrown) {
    GenericRecordDecoder decoder =
        new GenericRecordDecoder(
            "input.deserializer", LAYOUT, Envelope.NONE, "t", new Stub(thrown));

    assertThatThrownBy(() -> decoder.decode(headers(), VALUE, row))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("input.deserializer", Stub.class.getName())
        .hasMessageContaining(String.valueOf(thrown.getMessage()));
  }

  private void assertRejected(Object result, Reason reason, String message) {
    GenericRecordDecoder decoder =
        new GenericRecordDecoder(
            "input.deserializer", LAYOUT, Envelope.NONE, "t", new Stub(result));
    BadRecordException rejected =
        catchThrowableOfType(BadRecordException.class, () -> decoder.decode(headers(), VALUE, row));

    assertThat(rejected.reason()).isEqualTo(reason);
    assertThat(rejected).hasMessageContaining(message);
  }

  private static Headers headers() {
    return new RecordHeaders().add("h", new byte[] {9});
  }
}
