import io.gradstream.schema.AvroSerializer;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes flights to the input topic of examples/flights/pipeline.yaml with an ordinary producer.
 *
 * <p>The serializer takes Confluent's property names and writes Confluent's wire format; where you
 * have theirs, use io.confluent.kafka.serializers.KafkaAvroSerializer instead.
 *
 * <p>Usage: FlightProducer BOOTSTRAP_SERVERS REGISTRY_URL
 */
public class FlightProducer {

  // The fields that the pipeline reads, compatible with what the demo registered for the topic; a
  // label may be null.
  private static final Schema FLIGHT =
      SchemaBuilder.record("flights").fields()
          .requiredLong("month").requiredLong("dow").requiredLong("sched_hour")
          .requiredString("carrier").requiredString("origin").requiredString("dest")
          .requiredLong("distance")
          .optionalDouble("temp").optionalDouble("dewp").optionalDouble("humid")
          .optionalDouble("wind_speed").optionalDouble("precip").optionalDouble("pressure")
          .optionalDouble("visib")
          .optionalLong("delayed")
          .endRecord();

  public static void main(String[] arguments) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", arguments[0], "schema.registry.url", arguments[1]);
    AvroSerializer values = new AvroSerializer();
    values.configure(settings, false);
    try (var producer = new KafkaProducer<>(settings, new StringSerializer(), values)) {
      long time = Instant.parse("2014-01-01T06:00:00Z").toEpochMilli();
      producer.send(
          new ProducerRecord<>("flights", null, time, "UA1545", flight("EWR", "IAH", 1400, 1L)));
      producer.send( // not landed yet: no label, so it is scored and not learned from
          new ProducerRecord<>("flights", null, time, "B6725", flight("JFK", "BQN", 1576, null)));
    }
    System.out.println("sent 2 flights");
  }

  private static GenericRecord flight(
      String origin, String destination, long distance, Long delayed) {
    return new GenericRecordBuilder(FLIGHT)
        .set("month", 1L).set("dow", 3L).set("sched_hour", 6L)
        .set("carrier", "UA").set("origin", origin).set("dest", destination)
        .set("distance", distance)
        .set("temp", 39.0).set("wind_speed", 12.7).set("visib", 10.0)
        .set("delayed", delayed)
        .build();
  }
}
