package io.gradstream.crash;

import io.gradstream.client.Cluster;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.streams.PipelineTopology;
import io.gradstream.streams.Replay;
import io.gradstream.streams.StreamsSettings;
import io.gradstream.streams.TrainerParts;
import io.gradstream.streams.output.Origin;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.api.Record;

/**
 * What a pipeline should have written: the committed input, led through the learner once, with
 * nothing that could interrupt it.
 *
 * <p>Where several partitions are brought together to one trainer, their order is that of the
 * repartition topic, which is held against the input as well.
 */
final class Oracle {

  private final Pipeline pipeline;
  private final OutputTopics topics;
  private final Written should = new Written();
  private final Map<Origin, Integer> input = new TreeMap<>(Written.IN_ORDER);

  private long waiting;

  Oracle(Pipeline pipeline) {
    this.pipeline = pipeline;
    topics = new OutputTopics(pipeline);
  }

  /** Returns what should have been written. */
  Written written(Cluster cluster, int partitions) {
    Map<Integer, Merge> merges = new TreeMap<>();
    for (String topic : pipeline.inputTopics()) {
      topics.read(
          topic,
          record -> {
            input.put(origin(record), 0);
            merges.computeIfAbsent(record.partition(), of -> new Merge()).add(record);
          });
    }
    TrainerParts parts = Replay.parts(pipeline, cluster, partitions);
    Map<Integer, Replay> trainers = new TreeMap<>();
    Consumer<ConsumerRecord<byte[], byte[]>> train =
        record -> {
          Replay trainer =
              trainers.computeIfAbsent(record.partition(), trained -> replay(parts, trained));
          input.merge(trainer.take(record), 1, Integer::sum);
        };
    if (parts.repartitioned()) {
      topics.read(
          PipelineTopology.repartitionTopic(StreamsSettings.applicationId(pipeline)), train);
    } else {
      merges
          .values()
          .forEach(merge -> merge.drain(record -> Replay.order(pipeline, record), train));
    }
    trainers.forEach(
        (partition, trainer) -> {
          should.blocks().put(partition, new TreeMap<>(trainer.blocks()));
          waiting += trainer.waiting();
          trainer.close();
        });
    return should;
  }

  /** Returns how many records wait for their labels at the end. */
  long waiting() {
    return waiting;
  }

  /**
   * Returns every committed record of the input, with how often it was given to a trainer: other
   * than once only if a repartition topic is at fault.
   */
  Map<Origin, Integer> input() {
    return input;
  }

  private Replay replay(TrainerParts parts, int partition) {
    Values predictions = topics.predictions();
    Values outcomes = topics.outcomes();
    return new Replay(
        parts,
        partition,
        (output, record) -> {
          Message message = message(record);
          switch (output) {
            case PREDICTION ->
                Written.add(
                    should.predictions(),
                    OutputTopics.source(predictions.read(record.value())),
                    message);
            case OUTCOME ->
                Written.add(
                    should.outcomes(), OutputTopics.source(outcomes.read(record.value())), message);
            case DEAD_LETTER ->
                Written.add(should.deadLetters(), topics.origin(record.headers()), message);
            case METRICS -> Written.add(should.metrics(), partition, message);
            case DECISION -> Written.add(should.decisions(), partition, message);
          }
        });
  }

  private Origin origin(ConsumerRecord<byte[], byte[]> record) {
    return new Origin(topics.isOfLabels(record.topic()), record.partition(), record.offset());
  }

  private static Message message(Record<byte[], byte[]> record) {
    return Message.of("", record.key(), record.value(), record.headers(), record.timestamp());
  }
}
