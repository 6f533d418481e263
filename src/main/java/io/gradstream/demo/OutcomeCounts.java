package io.gradstream.demo;

import io.gradstream.client.DeadLetterHeaders;
import io.gradstream.core.metric.Ages;
import io.gradstream.pipeline.Labels;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.report.LabelRows;
import io.gradstream.streams.output.OutputReaders;
import io.gradstream.streams.output.OutputSchemas;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** What the topics of outcomes and metrics say of labels that come later. */
final class OutcomeCounts implements AutoCloseable {

  private final Pipeline pipeline;
  private final JudgedPredictions judged;
  private final Deserializer<GenericRecord> outcomes;
  private final Deserializer<GenericRecord> metrics;
  private final Ages ages = new Ages();
  private @Nullable GenericRecord newest; // counts of the newest window
  private long met;
  private long bad;

  OutcomeCounts(Pipeline pipeline, JudgedPredictions judged) {
    this.pipeline = pipeline;
    this.judged = judged;
    outcomes = OutputReaders.of(pipeline, OutputSchemas.OUTCOME);
    metrics = OutputReaders.of(pipeline, OutputSchemas.METRICS);
  }

  List<String> topics() {
    return List.of(pipeline.outcomesTopic(), pipeline.metricsTopic());
  }

  /** Takes a record of these topics; returns whether it is of one. */
  boolean take(ConsumerRecord<byte[], byte[]> record) {
    if (record.topic().equals(pipeline.outcomesTopic())) {
      met(outcomes.deserialize(record.topic(), record.value()));
      return true;
    }
    if (record.topic().equals(pipeline.metricsTopic())) {
      newest = (GenericRecord) metrics.deserialize(record.topic(), record.value()).get("labels");
      return true;
    }
    return false;
  }

  private void met(GenericRecord outcome) {
    met++;
    judged.addOutcome(outcome);
    if (!(Boolean) outcome.get("assumed")) {
      ages.add((Long) outcome.get("elapsed"));
    }
  }

  /** Tells whether a dead letter is a label. */
  boolean isOfLabels(ConsumerRecord<byte[], byte[]> letter) {
    return DeadLetterHeaders.text(letter.headers(), DeadLetterHeaders.TOPIC)
        .equals(pipeline.readsLabels().map(Labels::source).map(source -> source.topic()));
  }

  void rejected() {
    bad++;
  }

  /** Returns the counts; how many were given up is known as of the newest window. */
  LabelRows rows(long predictions) {
    long unlabelled = newest("unlabelled");
    return new LabelRows(
        predictions,
        met,
        unlabelled,
        predictions - met - unlabelled,
        newest("second") + newest("late") + newest("of_dropped") + newest("unmatched"),
        bad,
        ages);
  }

  private long newest(String count) {
    return newest == null ? 0 : (Long) newest.get(count);
  }

  @Override
  public void close() {
    outcomes.close();
    metrics.close();
  }
}
