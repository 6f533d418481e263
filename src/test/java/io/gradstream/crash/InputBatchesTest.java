package io.gradstream.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.data.Envelope;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.crash.InputBatch.Fate;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.SchemaRegistryException;
import io.gradstream.schema.registry.memory.InMemorySchemaRegistry;
import io.gradstream.schema.row.AvroRowDecoder;
import io.gradstream.schema.row.BadRecordException;
import io.gradstream.schema.row.JsonRowDecoder;
import io.gradstream.schema.row.ReaderSchemas;
import io.gradstream.schema.row.RowDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputBatchesTest {

  private static final int BATCHES = 60;

  private final SchemaRegistry registry = new InMemorySchemaRegistry();

  @Test
  void theSameSeedGivesTheSameRecords() throws Exception {
    assertThat(texts(1)).isEqualTo(texts(1));
    assertThat(texts(1)).isNotEqualTo(texts(2));
  }

  @Test
  void someTransactionsAreAbortedAndTheLastBatchIsNot() throws Exception {
    InputBatches batches = batches(own("race"), 1);
    List<Fate> fates = new ArrayList<>();
    for (int i = 0; i < BATCHES; i++) {
      fates.add(batches.next().fate());
    }
    assertThat(fates).contains(Fate.PLAIN, Fate.COMMITTED, Fate.ABORTED);
    assertThat(batches.last().fate()).isEqualTo(Fate.PLAIN);
    assertThat(batches.last().records()).extracting(ProducerRecord::partition).contains(0, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"race", "batches"})
  void mostRecordsCanBeReadAndSomeCannot(String name) throws Exception {
    Pipeline pipeline = own(name);
    RowLayout layout = pipeline.learner().layout();
    RowDecoder decoder =
        new AvroRowDecoder(
            layout, pipeline.input().envelope(), registry::of, ReaderSchemas.asWritten());

    assertThat(share(layout, decoder, batches(pipeline, 1))).isBetween(0.9, 0.99);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "examples/flights/at-departure.yaml",
        "examples/bikes/pipeline.yaml",
        "examples/electricity/pipeline.yaml",
        "examples/json/pipeline.yaml"
      })
  void recordsAreMadeUpForPipelinesThatAreGiven(String file) throws Exception {
    Pipeline pipeline = PipelineReader.read(Path.of(file), Map.of());
    RowLayout layout = pipeline.learner().layout();
    RowDecoder decoder = new JsonRowDecoder(layout, pipeline.input().envelope());
    InputBatches batches = batches(layout, InputFormat.json(), 1);

    assertThat(share(layout, decoder, batches)).isBetween(0.9, 0.999);
  }

  @Test
  void ofTwoTopicsNoRecordIsEarlierThanABatchBefore() throws Exception {
    Pipeline pipeline = own("two-topics");
    InputBatches both = new InputBatches(InputSources.of(pipeline, registry), 2, true, 1, false);
    Set<String> topics = new HashSet<>();
    long latest = 0;
    for (int i = 0; i < BATCHES; i++) {
      long before = latest;
      for (ProducerRecord<byte[], byte[]> record : both.next().records()) {
        assertThat(record.timestamp()).isGreaterThan(before);
        latest = Math.max(latest, record.timestamp());
        topics.add(record.topic());
      }
    }
    assertThat(topics).hasSize(2);
  }

  @Test
  void whatIsSentAheadHasNoLabel() throws Exception {
    Pipeline pipeline = own("labels");
    InputBatches batches =
        new InputBatches(InputSources.of(pipeline, registry), 2, false, 1, false);
    Row row = new Row(pipeline.layout());
    AvroRowDecoder decoder =
        new AvroRowDecoder(row.layout(), Envelope.NONE, registry::of, ReaderSchemas.asWritten());
    for (ProducerRecord<byte[], byte[]> record : batches.ahead(500).records()) {
      decoder.decode(record.value(), row);
      assertThat(row.hasLabel()).isFalse();
    }
    assertThat(batches.count()).isEqualTo(500);
  }

  private static double share(RowLayout layout, RowDecoder decoder, InputBatches batches) {
    Row row = new Row(layout);
    int read = 0;
    List<String> garbage = new ArrayList<>();
    for (int i = 0; i < BATCHES; i++) {
      for (ProducerRecord<byte[], byte[]> record : batches.next().records()) {
        try {
          decoder.decode(record.headers(), record.value(), row);
          read++;
        } catch (BadRecordException | SchemaRegistryException e) {
          garbage.add(String.valueOf(e.getMessage()));
        }
      }
    }
    assertThat(garbage).as("messages of what cannot be read").hasSizeBetween(10, 200);
    return (double) read / batches.count();
  }

  private List<String> texts(long seed) throws IOException {
    InputBatches batches = batches(own("race"), seed);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < BATCHES; i++) {
      batches
          .next()
          .records()
          .forEach(
              record ->
                  texts.add(
                      record.partition()
                          + " "
                          + record.timestamp()
                          + " "
                          + Values.hex(record.key())
                          + " "
                          + (record.value() == null ? "" : Values.hex(record.value()))));
    }
    return texts;
  }

  private InputBatches batches(Pipeline pipeline, long seed) {
    InputFormat avro = InputFormat.avro(registry, "in-value");
    return batches(pipeline.learner().layout(), avro, seed);
  }

  private static InputBatches batches(RowLayout layout, InputFormat format, long seed) {
    InputSource source = new InputSource("in", layout, InputSource.FEW, true, format);
    return new InputBatches(List.of(source), 2, false, seed, true);
  }

  private static Pipeline own(String name) throws IOException {
    return PipelineFile.read(name, Map.of());
  }
}
