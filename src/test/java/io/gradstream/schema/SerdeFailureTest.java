package io.gradstream.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The genuine exception of Confluent's client, as their deserializer wraps it. */
class SerdeFailureTest {

  @ParameterizedTest
  @CsvSource({
    "500, 50001, AWAY",
    "503, 503, AWAY",
    "429, 429, AWAY",
    "401, 401, SETUP",
    "403, 40301, SETUP",
    "404, 40403, RECORD",
    "422, 42201, RECORD"
  })
  void theStatusOfConfluentsClientTells(int status, int errorCode, SerdeFailure expected) {
    RestClientException cause = new RestClientException("what it says", status, errorCode);

    assertThat(SerdeFailure.of(new SerializationException("id 7", cause))).isEqualTo(expected);
  }
}
