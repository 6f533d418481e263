import io.gradstream.schema.AvroDeserializer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads predictions with an ordinary consumer.
 *
 * <p>Note read_committed: a prediction counts once its transaction has committed, with the offsets of
 * the records it answers and the model that learned from them.
 *
 * <p>Usage: PredictionConsumer BOOTSTRAP_SERVERS REGISTRY_URL COUNT
 */
public class PredictionConsumer {

  public static void main(String[] arguments) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", arguments[0],
            "schema.registry.url", arguments[1],
            "group.id", "prediction-consumer",
            "auto.offset.reset", "earliest",
            "isolation.level", "read_committed");
    long wanted = Long.parseLong(arguments[2]);
    AvroDeserializer values = new AvroDeserializer();
    values.configure(settings, false);
    try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), values)) {
      consumer.subscribe(List.of("flight-delays.predictions"));
      for (long seen = 0; seen < wanted; ) {
        for (var record : consumer.poll(Duration.ofSeconds(1))) {
          print(record);
          seen++;
        }
      }
    }
  }

  private static void print(ConsumerRecord<String, GenericRecord> record) {
    GenericRecord prediction = record.value();
    System.out.printf(
        "%s  flight %-8s late with probability %.3f (model version %d, label %s)%n",
        Instant.ofEpochMilli((long) prediction.get("time")),
        record.key(),
        (double) prediction.get("score"),
        (long) prediction.get("version"),
        prediction.get("label"));
  }
}
