package io.gradstream.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.data.Row;
import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.Encoder;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.Statistics;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.state.DoubleArray;
import io.gradstream.pipeline.Pipeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** A record at which the learner fails, after it has changed a part of the model. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PoisonRecordIT {

  private static final int POISON = 7;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PipelineCluster cluster = PipelineCluster.shared();
  private JsonPipeline usual;

  @BeforeEach
  void produce(TestInfo test) {
    usual = new JsonPipeline(cluster, PipelineCluster.nameOf(test), "");
    cluster.createTopic(usual.name, 1);
    usual.produce(0, POISON + 1);
    usual.produce(0, POISON);
  }

  @Test
  void itEndsThePipelineWhichSaysWhereAndWhatToDo() {
    try (PipelineApplication application = PipelineApplication.start(failing(usual))) {
      await().atMost(Duration.ofSeconds(60)).until(() -> application.failure().isPresent());
      assertThat(application.failure().orElseThrow())
          .hasStackTraceContaining("the learner failed at the record of partition 0, offset 7")
          .hasStackTraceContaining("on-error: dead-letter");
    }
  }

  @Test
  void itIsADeadLetterIfTheFileSaysSoAndLeavesNoTraceInTheModel() throws IOException {
    Pipeline pipeline = failing(usual.saying("on-error: dead-letter"));
    List<Double> scores = new ArrayList<>();
    try (PipelineApplication application = PipelineApplication.start(pipeline)) {
      cluster.await(
          pipeline.predictionsTopic(),
          2 * POISON,
          record -> {
            try {
              scores.add(JSON.readTree(record.value()).get("score").asDouble());
            } catch (IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          });
      cluster.await(
          pipeline.deadLettersTopic(),
          1,
          record ->
              assertThat(
                      new String(
                          record.headers().lastHeader("gradstream.reason").value(),
                          StandardCharsets.UTF_8))
                  .isEqualTo("LEARNER_FAILED"));
      assertThat(application.failure()).isEmpty();
    }
    assertThat(scores).isEqualTo(replayed(pipeline));
  }

  private static List<Double> replayed(Pipeline pipeline) {
    Learner learner = new Learner(pipeline.learner());
    Row row = new Row(pipeline.learner().layout());
    List<Double> scores = new ArrayList<>();
    for (int i = 0; i < 2 * POISON; i++) {
      row.clear();
      row.setNumber(0, i % POISON);
      row.setLabel(i % POISON % 2);
      scores.add(learner.take(row, i).score());
    }
    return scores;
  }

  private static Pipeline failing(JsonPipeline of) {
    Pipeline usual = of.pipeline();
    return usual.withLearner(usual.learner().withFeatures(List.of(new Failing())));
  }

  /** Counts a record, then fails at one; the count is part of what is encoded. */
  private record Failing() implements Feature {

    @Override
    public String kind() {
      return "failing";
    }

    @Override
    public List<String> numbers() {
      return List.of("x");
    }

    @Override
    public List<String> columns() {
      return List.of("x");
    }

    @Override
    public String description() {
      return "failing";
    }

    @Override
    public Encoder bind(Binding binding) {
      DoubleArray count = binding.scope().doubles(binding.name() + ".count", 1);
      return new Encoder() {
        @Override
        public void observe(Row row) {
          count.set(0, count.get(0) + 1);
          if (row.number(0) == POISON) {
            throw new ArithmeticException("as if by a fault");
          }
        }

        @Override
        public void refresh() {}

        @Override
        public void transform(Row row, FeatureVector out) {
          out.add(binding.firstRow(), count.get(0));
        }

        @Override
        public void tell(Statistics to) {}

        @Override
        public void draw(Graph graph, Columns out) {
          graph.refuse("a test's encoder", "it is for tests");
        }

        @Override
        public void merge(Encoder twin) {}
      };
    }
  }
}
