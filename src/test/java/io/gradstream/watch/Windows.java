package io.gradstream.watch;

import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.streams.output.OutputSchemas;
import java.nio.file.Path;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;

/** Records of the topics of metrics and decisions, made by hand. */
final class Windows {

  static final Pipeline PIPELINE =
      PipelineReader.read(Path.of("examples/flights/at-departure.yaml"), Map.of());

  private Windows() {}

  /** Returns a window of the trainer 0. */
  static GenericRecord window(long number, double model, double noChange, double majority) {
    return window(0, number, model, noChange, majority);
  }

  static GenericRecord window(
      int partition, long number, double model, double noChange, double majority) {
    GenericRecord record = new GenericData.Record(OutputSchemas.METRICS);
    for (Schema.Field field : OutputSchemas.METRICS.getFields()) {
      if (field.hasDefaultValue()) {
        record.put(field.pos(), GenericData.get().getDefaultValue(field));
      }
    }
    record.put("partition", partition);
    record.put("window", number);
    record.put("count", 100);
    record.put("first_time", 1000 * number - 500);
    record.put("last_time", 1000 * number);
    record.put("model", scores(model));
    record.put("no_change", scores(noChange));
    record.put("majority", scores(majority));
    record.put("total", scores(model));
    record.put("total_no_change", scores(noChange));
    record.put("total_majority", scores(majority));
    record.put("total_count", 100 * number);
    record.put("clipped_steps", 0L);
    record.put("dropped_steps", 0L);
    record.put("learning_rate", 0.05);
    record.put("step", 100 * number);
    record.put("version", 100 * number);
    record.put("improved", true);
    record.put("windows_without_improvement", 0L);
    record.put("learning", true);
    return record;
  }

  private static GenericRecord scores(double logLoss) {
    return new GenericRecordBuilder(OutputSchemas.METRICS.getField("model").schema())
        .set("log_loss", logLoss)
        .set("accuracy", 1 - logLoss / 2)
        .build();
  }

  static GenericRecord decision(long window, String reason) {
    return new GenericRecordBuilder(OutputSchemas.DECISION)
        .set("time", 1000 * window)
        .set("partition", 0)
        .set("kind", "REDUCE_RATE")
        .set("action", "reduce")
        .set("reason", reason)
        .set("window", window)
        .set("step", window)
        .set("version", window)
        .set("count", 1L)
        .build();
  }
}
