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
 * Writes departures to the input topic of examples/flights/pipeline.yaml, and an arrival to the topic
 * of its labels, with an ordinary producer.
 *
 * <p>The serializer takes Confluent's property names and writes Confluent's wire format; where you
 * have theirs, use io.confluent.kafka.serializers.KafkaAvroSerializer instead.
 *
 * <p>Usage: FlightProducer BOOTSTRAP_SERVERS REGISTRY_URL
 */
public class FlightProducer {

  // The fields that the pipeline reads, compatible with what the demo registered for the topics.
  private static final Schema DEPARTURE =
      SchemaBuilder.record("departures").fields()
          .requiredString("time").requiredString("flight")
          .requiredLong("month").requiredLong("dow").requiredLong("sched_hour")
          .requiredString("carrier").requiredString("origin").requiredString("dest")
          .requiredLong("distance")
          .optionalDouble("temp").optionalDouble("dewp").optionalDouble("humid")
          .optionalDouble("wind_speed").optionalDouble("precip").optionalDouble("pressure")
          .optionalDouble("visib")
          .endRecord();

  private static final Schema ARRIVAL =
      SchemaBuilder.record("arrivals").fields()
          .requiredString("time").requiredString("flight").requiredString("departure")
          .requiredLong("delayed")
          .endRecord();

  public static void main(String[] arguments) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", arguments[0], "schema.registry.url", arguments[1]);
    AvroSerializer values = new AvroSerializer();
    values.configure(settings, false);
    try (var producer = new KafkaProducer<>(settings, new StringSerializer(), values)) {
      long time = Instant.parse("2014-01-01T06:00:00Z").toEpochMilli();
      producer.send(
          new ProducerRecord<>(
              "departures", null, time, "UA1545", departure("UA1545", "EWR", "IAH", 1400)));
      producer.send(
          new ProducerRecord<>(
              "departures", null, time, "B6725", departure("B6725", "JFK", "BQN", 1576)));
      // Four hours later one has landed, late; the pipeline finds its departure by flight and time.
      long later = Instant.parse("2014-01-01T10:00:00Z").toEpochMilli();
      producer.send(
          new ProducerRecord<>("arrivals", null, later, "UA1545", arrival("UA1545", 1)));
    }
    System.out.println("sent 2 departures and 1 arrival");
  }

  private static GenericRecord departure(
      String flight, String origin, String destination, long distance) {
    return new GenericRecordBuilder(DEPARTURE)
        .set("time", "2014-01-01T06:00").set("flight", flight)
        .set("month", 1L).set("dow", 3L).set("sched_hour", 6L)
        .set("carrier", flight.substring(0, 2)).set("origin", origin).set("dest", destination)
        .set("distance", distance)
        .set("temp", 39.0).set("wind_speed", 12.7).set("visib", 10.0)
        .build();
  }

  private static GenericRecord arrival(String flight, long delayed) {
    return new GenericRecordBuilder(ARRIVAL)
        .set("time", "2014-01-01T10:00").set("flight", flight)
        .set("departure", "2014-01-01T06:00")
        .set("delayed", delayed)
        .build();
  }
}
