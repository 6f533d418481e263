package io.gradstream.score;

import io.gradstream.core.data.Refusal;
import io.gradstream.core.data.Row;
import io.gradstream.core.learn.Explanation;
import io.gradstream.core.learn.Outcome;
import io.gradstream.core.learn.Predictor;
import io.gradstream.model.Delays;
import io.gradstream.model.FollowerHealth;
import io.gradstream.model.ModelFollower;
import io.gradstream.model.ModelState;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.Scale;
import io.gradstream.schema.row.BadRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.avro.generic.GenericRecord;

/**
 * Scores rows with the newest committed model of a pipeline.
 *
 * <p>It follows the pipeline's model topic, a commit interval behind the trainer, and predicts what
 * the trainer would have predicted at that commit, bit for bit. Predicting changes nothing, and no
 * prediction waits for the model to be brought up to date. Thread-safe.
 *
 * <p>With {@code scale: partition} there is a model for each partition of the input: a row is
 * scored by that of its key, as Kafka's default partitioner sends it there.
 */
public final class Scorer implements AutoCloseable {

  private final Pipeline pipeline;
  private final ModelFollower follower;
  private final ModelChoice models;
  private final LongAdder scored = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder noModel = new LongAdder();
  private final Queue<RowReader> readers = new ConcurrentLinkedQueue<>();

  private Scorer(Pipeline pipeline, ModelFollower follower) {
    this.pipeline = pipeline;
    this.follower = follower;
    models = new ModelChoice(pipeline.name());
  }

  /**
   * Begins to follow a pipeline's model; see {@link #await}.
   *
   * @param kafka settings of Kafka's clients, which win over those of the pipeline
   * @param pipeline as it is trained
   */
  public static Scorer follow(Map<String, String> kafka, Pipeline pipeline) {
    Map<String, String> settings = new HashMap<>(pipeline.kafka());
    settings.putAll(kafka);
    return new Scorer(
        pipeline,
        ModelFollower.start(
            settings,
            pipeline.modelTopic(),
            pipeline.scale() == Scale.PARTITION,
            pipeline.learner()));
  }

  /** Waits until the model is there that was committed when this began; returns whether it is. */
  public boolean await(Duration patience) throws InterruptedException {
    return follower.await(patience);
  }

  /**
   * Scores a row.
   *
   * @param row values by field: numbers, texts, booleans, points in time, lists, and maps for
   *     records within the record; a field that is absent is missing
   * @throws ScoringException if the row cannot be scored, or there is no model yet
   */
  public Score score(Map<String, ?> row) {
    return score(row, ScoreOptions.NONE);
  }

  /** Scores a row whose record has, or would have, a key. */
  public Score score(String key, Map<String, ?> row) {
    return score(row, ScoreOptions.NONE.withKey(key.getBytes(StandardCharsets.UTF_8)));
  }

  /** Scores a row as of a time, or with the model of a key or partition. */
  public Score score(Map<String, ?> row, ScoreOptions options) {
    return score(row, RowReader::map, options);
  }

  /** Scores a record of Avro's, whose fields are read as from the input topic. */
  public Score score(GenericRecord row) {
    return score(row, ScoreOptions.NONE);
  }

  /** Scores a record of Avro's as of a time, or with the model of a key or partition. */
  public Score score(GenericRecord row, ScoreOptions options) {
    return score(row, RowReader::record, options);
  }

  /** Scores a JSON object in UTF-8, whose fields are read as from an input topic of JSON. */
  public Score scoreJson(byte[] row, ScoreOptions options) {
    return score(row, RowReader::json, options);
  }

  /**
   * Scores rows with one model: whatever is committed meanwhile counts from the next call on.
   *
   * @param rows as {@link #score(Map)} takes them; each is asked for when those before it are
   *     scored
   * @param options of all of them
   * @return their scores, in their order, of one version
   * @throws ScoringException if one of them cannot be scored, which its message names by its number
   *     from 0 on, or there is no model yet
   */
  public List<Score> scoreAll(Iterable<? extends Map<String, ?>> rows, ScoreOptions options) {
    return all(rows, RowReader::map, options);
  }

  /** Scores JSON objects in UTF-8 with one model, as {@link #scoreAll} does. */
  public List<Score> scoreAllJson(Iterable<byte[]> rows, ScoreOptions options) {
    return all(rows, RowReader::json, options);
  }

  /**
   * Stops following: from now on it scores with the models that it holds. For whoever wants one
   * model for work that is too long for one call.
   */
  public void settle() {
    follower.close();
  }

  /** Returns the models that are there, by partition. */
  public List<ModelState> models() {
    return follower.states();
  }

  /**
   * Looks at the newest model of a partition, changing nothing and keeping nothing of it;
   * predictions wait meanwhile. Empty if it has none yet.
   */
  public <T> Optional<T> look(int partition, BiFunction<Predictor, ModelState, T> work) {
    return partition < follower.partitions() ? follower.with(partition, work) : Optional.empty();
  }

  /** Returns how many models there are to be: 0 while that is unknown. */
  public int partitions() {
    return follower.partitions();
  }

  /** Returns the version of the only model; empty before it is there. */
  public OptionalLong version() {
    List<ModelState> models = models();
    return models.size() == 1 ? OptionalLong.of(models.get(0).version()) : OptionalLong.empty();
  }

  /**
   * Returns how long ago the models were known to be the newest that are committed; empty before
   * they are there.
   */
  public Optional<Duration> age() {
    return follower.health().age();
  }

  /** Returns how the following goes. */
  public FollowerHealth health() {
    return follower.health();
  }

  /** Returns how long commits took to get here. */
  public Delays delays() {
    return follower.delays();
  }

  /** Returns what became of the rows that were given so far. */
  public RowCounts counts() {
    return new RowCounts(scored.sum(), refused.sum(), noModel.sum());
  }

  /** Returns the pipeline. */
  public Pipeline pipeline() {
    return pipeline;
  }

  @Override
  public void close() {
    follower.close();
  }

  /** Reads a row in one of its forms. */
  @FunctionalInterface
  private interface Reading<T> {
    Row read(RowReader reader, T row) throws BadRecordException;
  }

  private <T> Score score(T given, Reading<T> reading, ScoreOptions options) {
    Score score =
        reading(
            reader -> {
              Row row = read(reader, given, reading); // before a copy of the model is taken
              int partition = partition(options);
              return follower
                  .with(partition, (predictor, state) -> score(predictor, row, options, partition))
                  .orElseThrow(() -> noModel(partition));
            });
    scored.increment();
    return score;
  }

  private <T> List<Score> all(
      Iterable<? extends T> rows, Reading<T> reading, ScoreOptions options) {
    List<Score> scores =
        reading(
            reader -> {
              int partition = partition(options);
              return follower
                  .with(
                      partition,
                      (predictor, state) -> all(predictor, rows, reader, reading, options))
                  .orElseThrow(() -> noModel(partition));
            });
    scored.add(scores.size());
    return scores;
  }

  private <T> List<Score> all(
      Predictor predictor,
      Iterable<? extends T> rows,
      RowReader reader,
      Reading<T> reading,
      ScoreOptions options) {
    int partition = partition(options);
    List<Score> scores = new ArrayList<>();
    for (T each : rows) {
      try {
        Row row = read(reader, each, reading);
        scores.add(score(predictor, row, options, partition));
      } catch (ScoringException e) {
        throw e.inRow(scores.size());
      }
    }
    return scores;
  }

  /** Lends a reader, which is of one thread at a time. */
  private <R> R reading(Function<RowReader, R> work) {
    RowReader reader = readers.poll();
    if (reader == null) {
      reader = new RowReader(pipeline);
    }
    try {
      return work.apply(reader);
    } catch (ScoringException e) {
      count(e);
      throw e;
    } finally {
      readers.add(reader);
    }
  }

  private static <T> Row read(RowReader reader, T row, Reading<T> reading) {
    try {
      return reading.read(reader, row);
    } catch (BadRecordException e) {
      throw new ScoringException(ScoringException.Kind.BAD_ROW, e.getMessage());
    }
  }

  /**
   * Predicts a row of {@link io.gradstream.core.learn.LearnerRule#layout} that was read elsewhere.
   *
   * @param time its record time, in milliseconds since the epoch
   * @param options the key of its record, or the partition, by which its model is found where there
   *     are several
   * @param use is given the prediction, which is valid until it returns; others wait meanwhile
   * @return why it cannot be predicted, if so
   * @throws ScoringException if there is no model, or none for want of a key
   */
  public Optional<Refusal> predict(
      Row row, long time, ScoreOptions options, Consumer<Outcome> use) {
    try {
      Optional<Refusal> refusal = predict(row, time, use, partition(options));
      (refusal.isEmpty() ? scored : refused).increment();
      return refusal;
    } catch (ScoringException e) {
      count(e);
      throw e;
    }
  }

  private Optional<Refusal> predict(Row row, long time, Consumer<Outcome> use, int partition) {
    return follower
        .with(
            partition,
            (predictor, state) -> {
              Outcome outcome = predictor.predict(row, time);
              if (outcome.refusal().isEmpty()) {
                use.accept(outcome);
              }
              return outcome.refusal();
            })
        .orElseThrow(() -> noModel(partition));
  }

  private void count(ScoringException e) {
    (e.kind() == ScoringException.Kind.NO_MODEL ? noModel : refused).increment();
  }

  private static Score score(Predictor predictor, Row row, ScoreOptions options, int partition) {
    long time = options.time().map(Instant::toEpochMilli).orElse(predictor.present());
    Outcome outcome = predictor.predict(row, time);
    if (outcome.refusal().isPresent()) {
      throw new ScoringException(ScoringException.Kind.BAD_ROW, outcome.refusal().get().message());
    }
    Optional<Explanation> explanation =
        options.explained() ? Optional.of(predictor.explain(row, time)) : Optional.empty();
    return Score.of(outcome, partition, explanation);
  }

  private int partition(ScoreOptions options) {
    return models.partition(follower, options);
  }

  private ScoringException noModel(int partition) {
    return models.none(follower, partition);
  }
}
