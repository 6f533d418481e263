package io.gradstream.streams.sensors;

import io.gradstream.core.learn.LabelReport;

/** Labels that come in records of their own, where a pipeline has them. */
final class LabelFigures {

  static final String GROUP = "gradstream-label-metrics";

  private final TaskSensors sensors;
  private final Figure came;
  private final Figure waiting;
  private final Figure early;
  private final Figure outcomes;
  private final Figure unlabelled;
  private final Figure ageMedian;
  private final Figure age95;
  private final LabelReport first; // what is counted begins at 0, and so never falls

  LabelFigures(TaskSensors sensors, LabelReport first) {
    this.first = first;
    this.sensors = sensors;
    came =
        sensors.add(
            sensors.name(GROUP, "labels-total", "The labels that came and could be used."),
            Figure.count());
    waiting = add("labels-waiting", "The predictions that wait for their label.");
    early = add("labels-early", "The labels that wait for their record.");
    outcomes = add("outcomes-total", "The predictions that met their label.");
    unlabelled = add("unlabelled-total", "The predictions given up without a label.");
    ageMedian =
        add("label-age-median", "Record to label, in milliseconds: the median of the window.");
    age95 = add("label-age-p95", "Record to label, in milliseconds: 95 % are no older.");
  }

  private Figure add(String name, String description) {
    return sensors.add(sensors.name(GROUP, name, description), Figure.unknown());
  }

  void came() {
    came.add();
  }

  void show(LabelReport report) {
    waiting.set(report.waiting());
    early.set(report.early());
    outcomes.set(report.outcomes() - first.outcomes());
    unlabelled.set(report.unlabelled() - first.unlabelled());
    ageMedian.set(report.ageMedian());
    age95.set(report.age95());
  }
}
