package io.gradstream.bench;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.data.Row;
import io.gradstream.core.feature.FeaturePlan;
import io.gradstream.core.feature.Memories;
import io.gradstream.core.feature.dictionary.Dictionary;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.state.State;
import io.gradstream.schema.registry.SchemaKey;
import io.gradstream.schema.row.AvroRowDecoder;
import io.gradstream.schema.row.BadRecordException;
import java.io.IOException;

/**
 * A pass of a learner that has seen nothing over rows in memory, as far as a {@link Stage}.
 *
 * <p>The first rows, a tenth of all, at most {@value #MOST_UNCOUNTED}, are fed before it is
 * measured: most categories and classes appear there, and arrays grow.
 */
final class LearnerPass implements Contestant {

  private static final SchemaKey LABELLED = new SchemaKey.Id(AvroRows.SCHEMA_ID);

  private static final int MOST_UNCOUNTED = 10_000;

  private final LearnerRule rule;
  private final AvroRows rows;
  private final AvroRows unlabelled;
  private final Stage stage;
  private final int uncounted;
  private final Row row;
  private final AvroRowDecoder decoder; // kept, as in a stream: a plan is compiled once

  /** What is done with every record. */
  private interface Taking {
    void take(byte[] value, long time) throws BadRecordException;
  }

  /**
   * Creates a contestant.
   *
   * @param unlabelled the same rows without their labels
   * @param stage the last thing that is done
   */
  LearnerPass(LearnerRule rule, AvroRows rows, AvroRows unlabelled, Stage stage) {
    this.rule = rule;
    this.rows = rows;
    this.unlabelled = unlabelled;
    this.stage = stage;
    uncounted = uncounted(rows);
    row = new Row(rule.layout());
    decoder = decoder();
  }

  /** Returns how many rows a pass feeds before it is measured. */
  static int uncounted(AvroRows rows) {
    return Math.min(MOST_UNCOUNTED, rows.size() / 10);
  }

  @Override
  public Cost pass() throws IOException {
    try {
      return switch (stage) {
        case DECODE -> decode();
        case ENCODE -> encode();
        case PREDICT -> learner(unlabelled);
        case LEARN -> learner(rows);
      };
    } catch (BadRecordException e) {
      throw new IOException("a row cannot be used: " + e.getMessage(), e);
    }
  }

  private Cost decode() throws BadRecordException {
    return measure(rows, (value, time) -> decoder.decode(value, row));
  }

  private Cost encode() throws BadRecordException {
    State state = new State();
    Dictionary dictionary = new Dictionary(state, rule.fixedParameters());
    Memories memories = new Memories(state);
    FeaturePlan plan =
        new FeaturePlan(rule.features(), rule.layout(), state.scope("live"), dictionary, memories);
    FeatureVector x = new FeatureVector();
    return measure(
        rows,
        (value, time) -> {
          decoder.decode(value, row);
          row.setTime(time);
          dictionary.tick(time);
          plan.encode(row, x);
          memories.remember(row);
        });
  }

  /** Rows without labels are predicted only, by a model that has learned from the first ones. */
  private Cost learner(AvroRows counted) throws BadRecordException {
    Learner learner = new Learner(rule);
    return measure(
        counted,
        (value, time) -> {
          decoder.decode(value, row);
          learner.take(row, time);
        });
  }

  private Cost measure(AvroRows counted, Taking taking) throws BadRecordException {
    feed(rows, 0, uncounted, taking);
    Meter meter = Meter.start();
    feed(counted, uncounted, counted.size(), taking);
    return meter.per(counted.size() - uncounted);
  }

  /** A row's time is its number, as in {@code eval}. */
  private static void feed(AvroRows rows, int from, int to, Taking taking)
      throws BadRecordException {
    byte[][] values = rows.values();
    for (int i = from; i < to; i++) {
      taking.take(values[i], i + 1);
    }
  }

  private AvroRowDecoder decoder() {
    return new AvroRowDecoder(
        row.layout(), id -> id.equals(LABELLED) ? rows.schema() : unlabelled.schema());
  }
}
