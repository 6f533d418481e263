package io.gradstream.demo;

import io.gradstream.client.DeadLetterHeaders;
import io.gradstream.client.TopicReader;
import io.gradstream.core.metric.Evaluation;
import io.gradstream.core.metric.Metric;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.report.LabelRows;
import io.gradstream.streams.output.OutputReaders;
import io.gradstream.streams.output.OutputSchemas;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads a pipeline's output topics like any consumer would: what is counted here is what was
 * committed.
 */
final class PredictionFollower implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final int ROLLING = 5000;

  private final Pipeline pipeline;
  private final TopicReader reader;
  private final Deserializer<GenericRecord> predicted;
  private final Deserializer<GenericRecord> decided;
  private final JudgedPredictions judged;
  private final Optional<OutcomeCounts> labels;
  private final List<GenericRecord> decisions = new ArrayList<>();
  private long predictions;
  private long deadLetters;
  private String firstReason = "";

  PredictionFollower(Pipeline pipeline) {
    this.pipeline = pipeline;
    judged = new JudgedPredictions(pipeline.learner());
    predicted = OutputReaders.of(pipeline, OutputSchemas.PREDICTION);
    decided = OutputReaders.of(pipeline, OutputSchemas.DECISION);
    labels = pipeline.labels().map(each -> new OutcomeCounts(pipeline, judged));
    List<String> topics =
        new ArrayList<>(
            List.of(
                pipeline.predictionsTopic(),
                pipeline.decisionsTopic(),
                pipeline.deadLettersTopic()));
    labels.ifPresent(each -> topics.addAll(each.topics()));
    reader = TopicReader.fromBeginning(pipeline.kafka(), topics);
  }

  /** Takes what was committed meanwhile. */
  void poll() {
    for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
      if (record.topic().equals(pipeline.predictionsTopic())) {
        predicted(predicted.deserialize(record.topic(), record.value()));
      } else if (record.topic().equals(pipeline.decisionsTopic())) {
        decisions.add(decided.deserialize(record.topic(), record.value()));
      } else if (!labels.map(each -> each.take(record)).orElse(false)) {
        rejected(record);
      }
    }
  }

  /** Takes everything that is committed by now. */
  void drain() {
    do {
      poll();
    } while (!reader.atEnd());
  }

  /** Returns how many input records were answered, by a prediction or a dead letter. */
  long answered() {
    return predictions + deadLetters;
  }

  long deadLetters() {
    return deadLetters;
  }

  /** Returns why the first dead letter is one; empty if there is none. */
  String firstReason() {
    return firstReason;
  }

  List<GenericRecord> decisions() {
    return decisions;
  }

  Evaluation evaluation() {
    return judged.evaluation();
  }

  /** Returns what is told of labels that come later; empty if records carry theirs. */
  Optional<LabelRows> labels() {
    return labels.map(each -> each.rows(predictions));
  }

  /** Returns the first of the pipeline's metrics. */
  Metric metric() {
    return pipeline.learner().validation().metrics().get(0);
  }

  /** Returns that metric of the newest predictions, NaN before there are any. */
  double rolling() {
    return evaluation().size() == 0 ? Double.NaN : evaluation().last(metric(), ROLLING);
  }

  @Override
  public void close() {
    reader.close();
    predicted.close();
    labels.ifPresent(OutcomeCounts::close);
    decided.close();
  }

  private void predicted(GenericRecord prediction) {
    predictions++;
    if (labels.isEmpty()) {
      judged.add(prediction);
    }
  }

  private void rejected(ConsumerRecord<byte[], byte[]> record) {
    if (labels.map(each -> each.isOfLabels(record)).orElse(false)) {
      labels.orElseThrow().rejected();
    } else {
      deadLetters++;
    }
    if (firstReason.isEmpty()) {
      firstReason =
          DeadLetterHeaders.text(record.headers(), DeadLetterHeaders.MESSAGE).orElse("no reason");
    }
  }
}
