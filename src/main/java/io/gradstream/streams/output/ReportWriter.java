package io.gradstream.streams.output;

import io.gradstream.core.delay.LateLabel;
import io.gradstream.core.learn.Decision;
import io.gradstream.core.learn.LabelReport;
import io.gradstream.core.learn.LayerReport;
import io.gradstream.core.learn.Outcome;
import io.gradstream.core.learn.Settlement;
import io.gradstream.core.learn.WindowReport;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.metric.Scores;
import io.gradstream.core.race.MemberReport;
import io.gradstream.core.text.ProgramVersion;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Turns window reports and decisions into Avro records for their topics. */
public final class ReportWriter {

  private static final Schema LAYER =
      OutputSchemas.METRICS.getField("layers").schema().getElementType();
  private static final Schema MEMBER =
      OutputSchemas.METRICS.getField("members").schema().getElementType();
  private static final Schema LABELS =
      OutputSchemas.METRICS.getField("labels").schema().getTypes().get(1);
  private static final Schema SCORES = OutputSchemas.METRICS.getField("model").schema();

  private ReportWriter() {}

  public static GenericRecord metrics(WindowReport report, int partition) {
    GenericRecord out = new GenericData.Record(OutputSchemas.METRICS);
    out.put("partition", partition);
    out.put("window", report.window());
    out.put("count", report.count());
    out.put("first_time", report.firstTime());
    out.put("last_time", report.lastTime());
    out.put("model", scores(report.model()));
    out.put("checkpoint", report.checkpoint().map(ReportWriter::scores).orElse(null));
    out.put("no_change", scores(report.noChange()));
    out.put("majority", scores(report.majority()));
    out.put("total_count", report.totalCount());
    out.put("total", scores(report.total()));
    out.put("smoothed", scores(report.smoothed()));
    out.put("total_no_change", scores(report.totalNoChange()));
    out.put("total_majority", scores(report.totalMajority()));
    out.put("learning_rate", orNull(report.learningRate()));
    out.put("gradient_norm", orNull(report.gradientNorm()));
    out.put("clipped_steps", report.clippedSteps());
    out.put("dropped_steps", report.droppedSteps());
    out.put("outliers", report.outliers());
    out.put("categories", report.categories());
    out.put("full_fields", report.fullFields());
    out.put("step", report.step());
    out.put("version", report.version());
    out.put("improved", report.improved());
    out.put("windows_without_improvement", report.withoutImprovement());
    out.put("learning", report.learning());
    out.put("layers", report.layers().stream().map(ReportWriter::layer).toList());
    out.put("members", report.members().stream().map(ReportWriter::member).toList());
    out.put("labels", report.labels().map(ReportWriter::labels).orElse(null));
    out.put("program_version", ProgramVersion.text());
    return out;
  }

  private static GenericRecord labels(LabelReport report) {
    GenericRecord out = new GenericData.Record(LABELS);
    out.put("predictions", report.predictions());
    out.put("outcomes", report.outcomes());
    out.put("assumed", report.assumed());
    out.put("unlabelled", report.unlabelled());
    out.put("dropped", report.dropped());
    out.put("waiting", report.waiting());
    out.put("early", report.early());
    out.put("second", report.second());
    out.put("late", report.late());
    out.put("of_dropped", report.ofDropped());
    out.put("unmatched", report.unmatched());
    out.put("age_median", orNull(report.ageMedian()));
    out.put("age_95", orNull(report.age95()));
    return out;
  }

  /** Returns the record of a prediction that met its label. */
  public static GenericRecord outcome(Settlement met) {
    Outcome outcome = met.outcome();
    LateLabel label = met.label();
    boolean several = outcome.isOfClasses();
    GenericRecord out = new GenericData.Record(OutputSchemas.OUTCOME);
    out.put("time", met.time());
    out.put("label_time", label.time());
    out.put("elapsed", met.age());
    out.put("score", orNull(outcome.score()));
    out.put("class", PredictedClasses.predicted(outcome).orElse(null));
    out.put("label", orNull(PredictedClasses.label(outcome)));
    out.put("label_class", PredictedClasses.labelled(outcome).orElse(null));
    out.put("label_probability", several ? orNull(outcome.ofTruth()) : null);
    out.put("assumed", label.assumed());
    out.put("version", outcome.version());
    out.put("source_partition", met.partition());
    out.put("source_offset", met.offset());
    out.put("label_partition", label.assumed() ? null : label.partition());
    out.put("label_offset", label.assumed() ? null : label.offset());
    out.put("program_version", ProgramVersion.text());
    return out;
  }

  private static GenericRecord member(MemberReport report) {
    GenericRecord out = new GenericData.Record(MEMBER);
    out.put("member", report.member());
    out.put("weight", report.weight());
    out.put("stacking", orNull(report.stacking()));
    out.put("loss", orNull(report.loss()));
    out.put("examples", report.examples());
    out.put("restarts", report.restarts());
    return out;
  }

  public static GenericRecord decision(Decision decision, int partition) {
    GenericRecord out = new GenericData.Record(OutputSchemas.DECISION);
    out.put("time", decision.time());
    out.put("partition", partition);
    out.put("kind", decision.kind().name());
    out.put("action", decision.action());
    out.put("reason", decision.reason());
    out.put("detail", decision.detail());
    out.put("window", decision.window());
    out.put("step", decision.step());
    out.put("version", decision.version());
    out.put("count", decision.count());
    return out;
  }

  private static GenericRecord layer(LayerReport report) {
    GenericRecord out = new GenericData.Record(LAYER);
    out.put("layer", report.layer());
    out.put("gradient_norm", orNull(report.gradientNorm()));
    out.put("weight_norm", report.weightNorm());
    out.put("update_ratio", orNull(report.updateRatio()));
    out.put("dead_units", orNull(report.deadUnits()));
    return out;
  }

  private static GenericRecord scores(Scores scores) {
    GenericRecord out = new GenericData.Record(SCORES);
    for (Metric metric : Metric.values()) {
      out.put(metric.field(), orNull(scores.get(metric)));
    }
    return out;
  }

  private static @Nullable Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
