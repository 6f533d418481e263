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

  Oracle(Pipeline pipeline) {
    this.pipeline = pipeline;
    topics = new OutputTopics(pipeline);
  }

  /** Returns what should have been written. */
  Written written(Cluster cluster, int partitions) {
    topics.read(pipeline.input().topic(), record -> input.put(origin(record), 0));
    TrainerParts parts = Replay.parts(pipeline, cluster, partitions);
    Map<Integer, Replay> trainers = new TreeMap<>();
    topics.read(
        parts.repartitioned()
            ? PipelineTopology.repartitionTopic(StreamsSettings.applicationId(pipeline))
            : pipeline.input().topic(),
        record -> {
          Replay trainer =
              trainers.computeIfAbsent(record.partition(), trained -> replay(parts, trained));
          input.merge(trainer.take(record), 1, Integer::sum);
        });
    trainers.forEach(
        (partition, trainer) -> {
          should.blocks().put(partition, new TreeMap<>(trainer.blocks()));
          trainer.close();
        });
    return should;
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
                Written.add(should.deadLetters(), OutputTopics.origin(record.headers()), message);
            case METRICS -> Written.add(should.metrics(), partition, message);
            case DECISION -> Written.add(should.decisions(), partition, message);
          }
        });
  }

  private static Origin origin(ConsumerRecord<byte[], byte[]> record) {
    return new Origin(record.partition(), record.offset());
  }

  private static Message message(Record<byte[], byte[]> record) {
    return Message.of("", record.key(), record.value(), record.headers(), record.timestamp());
  }
}
