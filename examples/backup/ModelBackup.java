import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;

/**
 * Saves the model of a pipeline to a file, with the offsets that it has learned up to, and loads
 * both.
 *
 * <p>They belong together: a model with later offsets has missed records, one with earlier offsets
 * learns some twice. So no trainer may run meanwhile. A trainer that has stopped has committed
 * both.
 *
 * <p>Usage: ModelBackup PROPERTIES save|load PIPELINE FILE; the properties are those of Kafka's
 * clients.
 */
public class ModelBackup {

  private final Properties settings = new Properties();
  private final String pipeline;
  private final String changelog;
  private final Admin admin;

  public static void main(String[] arguments) throws Exception {
    ModelBackup backup = new ModelBackup(Path.of(arguments[0]), arguments[2]);
    try (backup.admin) {
      switch (arguments[1]) {
        case "save" -> backup.save(arguments[3]);
        case "load" -> backup.load(arguments[3]);
        default -> throw new IllegalArgumentException("save or load, not " + arguments[1]);
      }
    }
  }

  private ModelBackup(Path properties, String pipeline) throws IOException {
    try (var reader = Files.newBufferedReader(properties)) {
      settings.load(reader);
    }
    this.pipeline = pipeline;
    changelog = pipeline + "-model-changelog";
    admin = Admin.create(settings);
  }

  private void save(String file) throws Exception {
    requireNoTrainer();
    var offsets = admin.listConsumerGroupOffsets(pipeline).partitionsToOffsetAndMetadata().get();
    List<Map<Bytes, byte[]>> partitions = read();
    try (var out = new DataOutputStream(new GZIPOutputStream(new FileOutputStream(file)))) {
      out.writeInt(offsets.size());
      for (var offset : offsets.entrySet()) {
        out.writeUTF(offset.getKey().topic());
        out.writeInt(offset.getKey().partition());
        out.writeLong(offset.getValue().offset());
      }
      out.writeInt(partitions.size());
      for (Map<Bytes, byte[]> blocks : partitions) {
        out.writeInt(blocks.size());
        for (var block : blocks.entrySet()) {
          write(out, block.getKey().get());
          write(out, block.getValue());
        }
      }
    }
    int blocks = partitions.stream().mapToInt(Map::size).sum();
    System.out.printf("saved %d blocks of %s at offsets %s%n", blocks, changelog, offsets);
  }

  private void load(String file) throws Exception {
    requireNoTrainer();
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    List<ProducerRecord<byte[], byte[]>> blocks = new ArrayList<>();
    int partitions;
    try (var in = new DataInputStream(new GZIPInputStream(new FileInputStream(file)))) {
      for (int left = in.readInt(); left > 0; left--) {
        TopicPartition partition = new TopicPartition(in.readUTF(), in.readInt());
        offsets.put(partition, new OffsetAndMetadata(in.readLong()));
      }
      partitions = in.readInt();
      for (int partition = 0; partition < partitions; partition++) {
        for (int left = in.readInt(); left > 0; left--) {
          blocks.add(new ProducerRecord<>(changelog, partition, bytes(in), bytes(in)));
        }
      }
    }
    // Fails if the topic is there: blocks of another model would stay among those of this one.
    NewTopic topic = new NewTopic(changelog, Optional.of(partitions), Optional.empty());
    admin.createTopics(List.of(topic.configs(Map.of("cleanup.policy", "compact")))).all().get();
    write(blocks);
    admin.alterConsumerGroupOffsets(pipeline, offsets).all().get();
    System.out.printf(
        "loaded %d blocks into %s at offsets %s%n", blocks.size(), changelog, offsets);
  }

  /** One that has a group.instance.id is a member until session.timeout.ms after its end. */
  private void requireNoTrainer() throws Exception {
    try {
      var groups = admin.describeConsumerGroups(List.of(pipeline)).all().get();
      var members = groups.get(pipeline).members();
      if (!members.isEmpty()) {
        throw new IllegalStateException("a trainer is still in the group: " + members);
      }
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof GroupIdNotFoundException)) { // else the cluster is another one
        throw e;
      }
    }
  }

  /** Returns the blocks of each partition as they were committed last. */
  private List<Map<Bytes, byte[]>> read() throws Exception {
    Properties reading = new Properties();
    reading.putAll(settings);
    reading.put("isolation.level", "read_committed");
    int count =
        admin
            .describeTopics(List.of(changelog))
            .allTopicNames()
            .get()
            .get(changelog)
            .partitions()
            .size();
    List<Map<Bytes, byte[]>> partitions = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      for (int i = 0; i < count; i++) {
        TopicPartition partition = new TopicPartition(changelog, i);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        Map<Bytes, byte[]> blocks = new LinkedHashMap<>();
        while (consumer.position(partition) < end) {
          for (var record : consumer.poll(Duration.ofSeconds(1))) {
            blocks.put(Bytes.wrap(record.key()), record.value());
          }
        }
        blocks.values().removeIf(block -> block == null); // deleted
        partitions.add(blocks);
      }
    }
    return partitions;
  }

  private void write(List<ProducerRecord<byte[], byte[]>> blocks) {
    Properties writing = new Properties();
    writing.putAll(settings);
    writing.put("transactional.id", pipeline + "-load");
    try (var producer =
        new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      blocks.forEach(producer::send);
      producer.commitTransaction();
    }
  }

  private static void write(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }
}
