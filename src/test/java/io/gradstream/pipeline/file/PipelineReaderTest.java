package io.gradstream.pipeline.file;

import static io.gradstream.pipeline.file.PipelineTexts.least;
import static io.gradstream.pipeline.file.PipelineTexts.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.feature.category.OneHot;
import io.gradstream.core.feature.number.Missing;
import io.gradstream.core.feature.number.Standard;
import io.gradstream.core.learn.EarlyStopping;
import io.gradstream.core.learn.EarlyStopping.OnStop;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.learn.Training;
import io.gradstream.core.learn.TrainingBuilder;
import io.gradstream.core.learn.Validation;
import io.gradstream.core.loss.LogLoss;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.model.LinearRule;
import io.gradstream.core.optim.Adadelta;
import io.gradstream.core.optim.Adagrad;
import io.gradstream.core.optim.Adam;
import io.gradstream.core.optim.AdamW;
import io.gradstream.core.optim.AmsGrad;
import io.gradstream.core.optim.Coin;
import io.gradstream.core.optim.Ftrl;
import io.gradstream.core.optim.MinDelta;
import io.gradstream.core.optim.Momentum;
import io.gradstream.core.optim.Nesterov;
import io.gradstream.core.optim.Optimizer;
import io.gradstream.core.optim.RmsMax;
import io.gradstream.core.optim.RmsProp;
import io.gradstream.core.optim.Schedule;
import io.gradstream.core.optim.Sgd;
import io.gradstream.core.race.Race;
import io.gradstream.pipeline.Encoding;
import io.gradstream.pipeline.Input;
import io.gradstream.pipeline.Output;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.PipelineException;
import io.gradstream.pipeline.ReaderVersion;
import io.gradstream.pipeline.Scale;
import io.gradstream.pipeline.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineReaderTest {

  private static final Validation DEFAULT_VALIDATION =
      new Validation(5000, List.of(Metric.LOG_LOSS, Metric.ACCURACY, Metric.AUC));

  @Test
  void whatIsLeftOutHasItsDefault() {
    assertThat(least())
        .isEqualTo(
            new Pipeline(
                "p",
                new Input("t", new ReaderVersion.Latest(), new Encoding.Avro()),
                new LearnerRule(
                    LabelRule.binary("y"),
                    List.of(new Standard(List.of("a", "b"), Missing.MEAN)),
                    new LinearRule("logistic"),
                    new LogLoss(),
                    TrainingBuilder.of(Race.DEFAULT, 1).clipNorm(100).build(),
                    DEFAULT_VALIDATION,
                    Optional.empty(),
                    Optional.empty(),
                    0),
                Output.in(new Encoding.Avro()),
                Scale.SINGLE,
                new Topics(1, Optional.empty(), Map.of("retention.ms", "-1")),
                Map.of()));
  }

  @Test
  void recordsMayBeReadAsTheyWereWritten() {
    Pipeline pipeline =
        read(
            """
            pipeline: p
            input: {topic: t, label: y, schema: writer}
            features: [{standard: [a]}]
            model: logistic
            """);

    assertThat(pipeline.input().schema()).isEqualTo(new ReaderVersion.Writer());
  }

  @Test
  void onlyAvroNeedsARegistry() {
    String in =
        "pipeline: p\nfeatures: [{standard: [a]}]\nmodel: logistic\ninput: {topic: t, label: y";

    assertThat(read(in + "}\n").needsRegistry()).isTrue();
    assertThat(read(in + ", format: json}\n").needsRegistry()).isTrue();
    assertThat(read(in + ", format: avro, schema: 3}\n").needsRegistry()).isTrue();
    Pipeline json = read(in + ", format: json}\noutput: {format: json}\n");
    assertThat(json.needsRegistry()).isFalse();
    Pipeline own = read(in + ", deserializer: a.In}\noutput: {serializer: b.Out$1}\n");
    assertThat(own.needsRegistry()).isFalse();
    assertThat(own.input().encoding()).isEqualTo(new Encoding.ByClass("a.In"));
    assertThat(own.output().encoding()).isEqualTo(new Encoding.ByClass("b.Out$1"));
  }

  @Test
  void everyKeyArrivesWhereItBelongs() {
    Pipeline pipeline =
        read(
            """
            pipeline: A.b_c-9
            input: {topic: elec2, label: class, positive: UP, schema: 3}
            features:
              - standard: {fields: [a, b], missing: zero}
              - one-hot: {fields: [c]}
              - standard: [d]
            model: {logistic: {}}
            optimizer: {momentum: {learning-rate: 1e-3, momentum: .5}, batch-size: 64, clip: 5}
            regularization: {l2: 0.25}
            validation: {window: 100, metrics: [auc]}
            early-stopping: {metric: accuracy, patience: 3, min-delta: 0, on-stop: freeze}
            output: {format: json}
            scale: partition
            topics: {partitions: 4, replication-factor: 3, config: {max.message.bytes: 2000000}}
            kafka: {bootstrap.servers: "a:1,b:2", linger.ms: 5, allow.auto.create.topics: yes, x: 1.50}
            """);

    assertThat(pipeline)
        .isEqualTo(
            new Pipeline(
                "A.b_c-9",
                new Input("elec2", new ReaderVersion.Pinned(3), new Encoding.Avro()),
                new LearnerRule(
                    LabelRule.binary("class", Optional.of("UP")),
                    List.of(
                        new Standard(List.of("a", "b"), Missing.ZERO),
                        new OneHot(List.of("c")),
                        new Standard(List.of("d"), Missing.MEAN)),
                    new LinearRule("logistic"),
                    new LogLoss(),
                    TrainingBuilder.of(new Momentum(0.001, 0.5), 64)
                        .clipNorm(5)
                        .penalties(0, 0.25)
                        .build(),
                    new Validation(100, List.of(Metric.AUC)),
                    Optional.of(stopping(Metric.ACCURACY, 3, 0, OnStop.FREEZE)),
                    Optional.empty(),
                    0),
                Output.in(new Encoding.Json()),
                Scale.PARTITION,
                new Topics(
                    4,
                    Optional.of((short) 3),
                    Map.of("retention.ms", "-1", "max.message.bytes", "2000000")),
                Map.of(
                    "bootstrap.servers", "a:1,b:2",
                    "linger.ms", "5",
                    "allow.auto.create.topics", "yes",
                    "x", "1.50")));
  }

  @Test
  void earlyStoppingWithoutSettingsHasItsDefaults() {
    assertThat(least("early-stopping: {}").learner().earlyStopping())
        .contains(stopping(Metric.LOG_LOSS, 10, 0.001, OnStop.ROLLBACK));
    assertThat(
            least("early-stopping: {min-delta: 2, min-delta-mode: absolute}")
                .learner()
                .earlyStopping())
        .contains(new EarlyStopping(Metric.LOG_LOSS, 10, 2, OnStop.ROLLBACK));
  }

  private static EarlyStopping stopping(
      Metric metric, int patience, double relative, OnStop onStop) {
    return new EarlyStopping(
        metric,
        patience,
        new MinDelta(relative, true),
        OptionalDouble.empty(),
        0,
        EarlyStopping.NO_LIMIT,
        onStop);
  }

  @Test
  void everyRuleIsNamedAsItNamesItselfAndHasItsDefaults() {
    List<Optimizer> rules =
        List.of(
            Race.DEFAULT,
            new Sgd(0.01),
            new Momentum(0.01, 0.9),
            new Nesterov(0.01, 0.9),
            new Adagrad(0.1, 0, 1e-10),
            new Adadelta(1, 0.9, 1e-6),
            new RmsProp(0.01, 0.995, 1e-8),
            new RmsMax(0.01, 0.999, 1e-8),
            new Adam(0.01, 0.9, 0.999, 1e-8),
            new AmsGrad(0.01, 0.9, 0.999, 1e-8),
            new AdamW(new Adam(0.01, 0.9, 0.999, 1e-8), 0.01),
            new Ftrl(0.1, 1, 0, 0),
            new Coin(4));

    for (Optimizer rule : rules) {
      String name = rule.name();
      assertThat(least("optimizer: " + name).learner().training().optimizer()).isEqualTo(rule);
      assertThat(least("optimizer: {" + name + ": {}}").learner().training().optimizer())
          .isEqualTo(rule);
    }
    assertThat(OptimizerKeys.TYPE.words().available())
        .isEqualTo(rules.stream().map(Optimizer::name).toList());
  }

  @Test
  void everyEncoderIsNamedAsItNamesItself() {
    Pipeline pipeline = read(PipelineTexts.LEAST.replace("model:", "  - one-hot: [a, c]\nmodel:"));

    assertThat(pipeline.learner().features())
        .extracting(feature -> feature.kind())
        .containsExactly("standard", "one-hot");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"none|Infinity", "0.5|0.5", "{norm: 5}|5", "{norm: none}|Infinity"})
  void clippingIsANumberOrNone(String clip, double norm) {
    assertThat(
            least("optimizer: {adam: {}, clip: " + clip + "}")
                .learner()
                .training()
                .clipping()
                .norm())
        .isEqualTo(norm);
  }

  @Test
  void clippingByValueGoesWithTheDefaultNormAndWithAnother() {
    Training byValue = least("optimizer: {adam: {}, clip: {value: 0.5}}").learner().training();
    assertThat(byValue.clipping().value()).isEqualTo(0.5);
    assertThat(byValue.clipping().norm()).isEqualTo(100);
    Training both = least("optimizer: {adam: {}, clip: {norm: 5, value: 1}}").learner().training();
    assertThat(both.clipping().norm()).isEqualTo(5);
    assertThat(both.clipping().value()).isEqualTo(1);
    assertThat(least().learner().training().clipping().value()).isInfinite();
  }

  @Test
  void penaltiesAreBothOfTheElasticNet() {
    Training training =
        least("optimizer: sgd\nregularization: {l1: 0.01, l2: 0.02}").learner().training();
    assertThat(training.penalties().l1()).isEqualTo(0.01);
    assertThat(training.penalties().l2()).isEqualTo(0.02);
  }

  @Test
  void everyScheduleIsReadAndWarmedUp() {
    assertThat(schedule("constant")).isEqualTo(Schedule.CONSTANT);
    assertThat(schedule("{inverse-time: {decay: 0.1}}")).isEqualTo(new Schedule.InverseTime(0.1));
    assertThat(schedule("{exponential: {rate: 0.5, steps: 9}}"))
        .isEqualTo(new Schedule.Exponential(0.5, 9));
    assertThat(schedule("{step: {rate: 0.5, steps: 9}}")).isEqualTo(new Schedule.Steps(0.5, 9));
    assertThat(schedule("{cosine: {steps: 9}}")).isEqualTo(new Schedule.Cosine(9, 0));
    assertThat(schedule("{cosine: {steps: 9, floor: 0.1}}, warm-up: 3"))
        .isEqualTo(new Schedule.WarmUp(3, new Schedule.Cosine(9, 0.1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"schedule: {cosine: {steps: 9}}|schedule", "warm-up: 3|warm-up"})
  void ftrlTakesNoSchedule(String keys, String named) {
    assertThatThrownBy(() -> least("optimizer: {ftrl: {}, " + keys + "}"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("optimizer." + named + " does not go with ftrl: its weights are");
    assertThat(least("optimizer: {ftrl: {}, schedule: constant}").learner().training().schedule())
        .isEqualTo(Schedule.CONSTANT);
  }

  @ParameterizedTest
  @CsvSource({"500ms,500", "30s,30000", "5m,300000", "2h,7200000", "1d,86400000"})
  void aBatchWaitsForALengthOfTime(String text, long millis) {
    assertThat(least("optimizer: {sgd: {}, max-delay: " + text + "}").learner().training())
        .extracting(training -> training.batching().maxDelay())
        .isEqualTo(millis);
  }

  @ParameterizedTest
  @ValueSource(strings = {"30", "0s", "-5s", "1.5s", "5 m", "9999999999s"})
  void aLengthOfTimeHasAUnitAndIsPositive(String text) {
    assertThatThrownBy(() -> least("optimizer: {sgd: {}, max-delay: " + text + "}"))
        .hasMessageContaining("optimizer.max-delay must be a length of time such as 500ms, 30s");
  }

  private static Schedule schedule(String yaml) {
    return least("optimizer: {sgd: {}, schedule: " + yaml + "}").learner().training().schedule();
  }

  @Test
  void topicSettingsOfTheUserWinOverTheDefault() {
    assertThat(least("topics: {config: {retention.ms: 5}}").topics().config())
        .containsExactly(entry("retention.ms", "5"));
  }

  @Test
  void outputTopicsBearThePipelinesName() {
    assertThat(least().outputTopics())
        .containsExactly("p.predictions", "p.metrics", "p.decisions", "p.dead-letters");
  }

  @Test
  void overridesWinOverTheFilesKafkaSettings() {
    Pipeline pipeline = least("kafka: {a: 1, b: 2}").withKafka(Map.of("b", "3", "c", "4"));

    assertThat(pipeline.kafka()).containsOnly(entry("a", "1"), entry("b", "3"), entry("c", "4"));
  }

  @Test
  void aPipelineIsPrintedWithoutTheValuesOfKafkasSettings() {
    assertThat(least("kafka: {ssl.key.password: hunter2}").toString())
        .contains("ssl.key.password")
        .doesNotContain("hunter2");
  }

  @Test
  void theExampleOfTheFlightsIsReadAsTheDemoNeedsIt() {
    Pipeline flights = PipelineReader.read(Path.of("examples/flights/pipeline.yaml"), Map.of());

    assertThat(flights.name()).isEqualTo("flight-delays");
    assertThat(flights.learner().layout().numbers()).hasSize(8).contains("visib");
    assertThat(flights.learner().layout().categories()).hasSize(8).contains("dest", "flight");
    assertThat(flights.learner().earlyStopping()).isPresent();
    assertThat(flights.kafka())
        .containsOnly(
            entry("bootstrap.servers", "localhost:9092"),
            entry("schema.registry.url", "http://localhost:8081"));
  }

  @Test
  void filesThatCannotBeReadSaySo(@TempDir Path directory) throws IOException {
    Path bytes = Files.write(directory.resolve("bytes.yaml"), new byte[] {'a', (byte) 0xff});

    assertThatThrownBy(() -> PipelineReader.read(directory.resolve("none.yaml"), Map.of()))
        .isInstanceOf(PipelineException.class)
        .hasMessageEndingWith("none.yaml: there is no such file");
    assertThatThrownBy(() -> PipelineReader.read(directory, Map.of()))
        .isInstanceOf(PipelineException.class)
        .hasMessageEndingWith(": cannot be read: it is a directory");
    assertThatThrownBy(() -> PipelineReader.read(bytes, Map.of()))
        .isInstanceOf(PipelineException.class)
        .hasMessageEndingWith("bytes.yaml: is not text in UTF-8");
  }
}
