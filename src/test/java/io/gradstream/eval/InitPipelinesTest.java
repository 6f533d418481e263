package io.gradstream.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.data.Task;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.metric.Baseline;
import io.gradstream.core.metric.Evaluation;
import io.gradstream.core.metric.Metric;
import io.gradstream.pipeline.file.PipelineReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * On sets of many kinds the pipeline that {@code init} writes is as good as one that somebody wrote
 * by hand who knows the set, and better than looking at labels only wherever that one is.
 */
class InitPipelinesTest {

  private static final Path DATA = Path.of("src/test/resources/data");
  private static final double OF_BY_HAND = 1.03;

  @Test
  void oneGoodColumnAmongRarePositives() {
    Sample sample =
        made(
            2000,
            "income,age,city,default",
            (i, random) -> {
              int y = random.nextDouble() < 0.06 ? 1 : 0;
              double income = 3000 - 1600 * y + 950 * random.nextGaussian();
              return of("%.2f,%d,%s,%d", income, random.nextInt(60), "ABC".charAt(i % 3), y);
            });
    String text =
        check(sample, "default", "logistic", "  - hats: [income, age]\n  - one-hot: [city]\n");

    assertThat(text)
        .contains("income", "0 9", "metrics: [average-precision,", "# class-weights: balanced")
        .doesNotContain("leak");
  }

  @Test
  void wordsTellTheClass() {
    List<String> intents = List.of("cancel", "refund", "track", "complain");
    Sample sample =
        made(
            1500,
            "utterance,channel,intent",
            (i, random) -> {
              String intent = intents.get(random.nextInt(4));
              String text = "please " + intent + " my order " + random.nextInt(99_999);
              return of("%s,%s,%s", text, i % 2 == 0 ? "web" : "app", intent);
            });

    assertThat(check(sample, "intent", "softmax", "  - text: [utterance]\n"))
        .contains("- text: [utterance]");
  }

  @Test
  void idsTellMost() {
    Random tastes = new Random(5);
    double[] taste =
        IntStream.range(0, 300).mapToDouble(i -> 1.5 * tastes.nextGaussian()).toArray();
    Sample sample =
        made(
            4000,
            "ts,user_id,item_id,click",
            (i, random) -> {
              int user = (int) (300 * Math.pow(random.nextDouble(), 3));
              int item = (int) (300 * Math.pow(random.nextDouble(), 3));
              double logit = taste[user] + taste[299 - item] - 0.5;
              return of(
                  "%d,u%06d,%d,%d",
                  1_700_000_000_000L + 137L * i,
                  user,
                  100_000 + 7919 * item,
                  random.nextDouble() < 1 / (1 + Math.exp(-logit)) ? 1 : 0);
            });
    String text = check(sample, "click", "logistic", "  - hash: [user_id, item_id]\n");

    assertThat(text).contains("user_id, item_id]").doesNotContain("cyclic");
  }

  @Test
  void categoriesWithGapsAndAYesOrNo() {
    Sample sample =
        made(
            1500,
            "plan,tenure,charge,partner,churn",
            (i, random) -> {
              int plan = random.nextInt(3);
              int tenure = random.nextInt(72);
              double logit = plan - 0.05 * tenure + random.nextGaussian();
              return of(
                  "%s,%d,%s,%s,%s",
                  List.of("Month-to-month", "One year", "Two year").get(plan),
                  tenure,
                  random.nextInt(10) == 0 ? "" : of("%.2f", 20 + 90 * random.nextDouble()),
                  random.nextBoolean() ? "Yes" : "No",
                  logit > 0 ? "Yes" : "No");
            });
    String text =
        check(
            sample,
            "churn",
            "logistic",
            "  - hats: [tenure, charge]\n  - one-hot: [plan, partner]\n");

    assertThat(text).contains("positive: \"Yes\"");
  }

  @Test
  void pricesOverSeveralSizes() {
    Sample sample =
        made(
            1500,
            "area,quality,street,price",
            (i, random) -> {
              double area = Math.exp(7 + 0.8 * random.nextGaussian());
              int quality = 1 + random.nextInt(10);
              int street = random.nextInt(25);
              double price = area * (50 + 10 * quality + 8 * street);
              return of(
                  "%.0f,%d,s%02d,%.0f",
                  area, quality, street, price * Math.exp(0.1 * random.nextGaussian()));
            });
    String text =
        check(
            sample,
            "price",
            "linear",
            "  - hats: [area, quality]\n  - one-hot: [street]\n",
            "  - log1p: [area]\n  - standard: [quality]\n  - one-hot: [street]\n");

    assertThat(text).doesNotContain("learning-rate", "adagrad");
  }

  @Test
  void pricesThatAreProductsAreLearnedAsLogarithms() {
    Sample sample =
        made(
            3000,
            "rooms,quality,town,price",
            (i, random) -> {
              double x = random.nextGaussian();
              double q = random.nextGaussian();
              double town = "ABCDEFGH".charAt(i % 8) - 'D';
              double price = 20_000 * Math.exp(1.2 * x + .9 * q + .3 * town);
              price *= Math.exp(.1 * random.nextGaussian());
              return of("%.3f,%.3f,%s,%.0f", x, q, "ABCDEFGH".charAt(i % 8), price);
            });
    String text =
        check(
            sample,
            "{field: price, transform: log1p}",
            "linear",
            "  - hats: [rooms, quality]\n  - one-hot: [town]\n");

    assertThat(text)
        .contains("label: {field: price, transform: log1p}")
        .containsPattern("# +logarithm of the label +[0-9.,]+");
  }

  @Test
  void aClockOfSeveralDaysAndAnEpochInSeconds() {
    Sample sample =
        made(
            2000,
            "at,load",
            (i, random) -> {
              long at = 1_700_000_000L + 900L * i;
              double hour = at / 3600.0 % 24;
              return of(
                  "%d,%.3f", at, 50 + 20 * Math.sin(hour * Math.PI / 12) + random.nextGaussian());
            });
    String text =
        check(
            sample, "load", "linear", "  - cyclic: {field: at, of: [hour-of-day, day-of-week]}\n");

    assertThat(text).contains("- cyclic: {field: at, of: [hour-of-day, day-of-week]}");
  }

  @Test
  void wholeNumbersThatAreNames() {
    Random effects = new Random(9);
    double[] effect = IntStream.range(0, 60).mapToDouble(i -> 2 * effects.nextGaussian()).toArray();
    Sample sample =
        made(
            2500,
            "store,visitors,sales",
            (i, random) -> {
              int store = random.nextInt(60);
              int visitors = 100 + random.nextInt(400);
              double sales = effect[store] + 0.01 * visitors + 0.3 * random.nextGaussian();
              return of("%d,%d,%.3f", 1000 + 37 * store, visitors, sales);
            });

    assertThat(check(sample, "sales", "linear", "  - standard: [visitors]\n  - one-hot: [store]\n"))
        .contains("- one-hot: [store]");
  }

  @Test
  void whatIsNoSumOfColumns() {
    Sample sample =
        made(
            2500,
            "x,z,side",
            (i, random) -> {
              double x = random.nextGaussian();
              double z = random.nextGaussian();
              return of("%.4f,%.4f,%d", x, z, x * z > 0 ? 1 : -1);
            });
    String text =
        check(
            sample,
            "side",
            "logistic\noptimizer: {race: {members: [default, mlp]}}",
            "  - hats: [x, z]\n");

    assertThat(text).contains("positive: \"1\"", "members: [default, mlp]");
  }

  @Test
  void phishing() throws IOException {
    check(
        read("phishing"),
        "is_phishing",
        "logistic",
        "  - hats: [empty_server_form_handler, popup_window, https, request_from_other_domain,"
            + " anchor_from_other_domain, is_popular, long_url, age_of_domain, ip_in_url]\n");
  }

  @Test
  void weightsOfChicks() throws IOException {
    check(
        read("chick_weights"),
        "weight",
        "linear",
        "  - standard: [time]\n  - one-hot: [chick, diet]\n");
  }

  @Test
  void pollsInTheOrderOfTime() throws IOException {
    String text =
        check(
            read("trump_approval"),
            "five_thirty_eight",
            "linear",
            "  - standard: [ordinal_date, gallup, ipsos, morning_consult, rasmussen, you_gov]\n");

    assertThat(text)
        .contains("  # The rows are in the order of ordinal_date.\n", " % less loss (mae ")
        .contains("\n  # - lag: {label: true, steps: [1, 2]}\n");
  }

  @Test
  void theLastLabelsAreReadWhereOnlyTheyBeatTheLastLabelAgain() {
    double[] walk = {0};
    Sample sample =
        made(
            1500,
            "time,noise,level",
            (i, random) -> {
              walk[0] = 0.8 * walk[0] + random.nextGaussian();
              return of(
                  "2024-01-%02dT%02d:%02d:00,%.3f,%.4f",
                  1 + i / 1440, i / 60 % 24, i % 60, random.nextGaussian(), walk[0]);
            });
    String text =
        check(
            sample,
            "level",
            "linear",
            "  - standard: [noise]\n  - lag: {label: true, steps: [1, 2]}\n");

    assertThat(text).contains("\n  - lag: {label: true, steps: [1, 2]}\n  # The rows are");
  }

  /** Returns what init writes, held against the better of what was written by hand. */
  private static String check(Sample sample, String label, String model, String... byHand) {
    String field = label.replaceAll("\\{field: (\\w+),.*", "$1");
    String text =
        new PipelineDraft(sample, field, PipelineDraft.Target.of("t"), InitPipelinesTest::rule)
            .text();
    LearnerRule written = rule(text);
    SampleTrial trial = new SampleTrial(sample, Optional.empty());
    Metric metric = Metric.usual(written.task()).get(0);
    Evaluation init = trial.of(written);
    double loss = loss(init, metric);
    for (String features : byHand) {
      Evaluation hand = trial.of(byHand(label, written, model, features));
      assertThat(loss).as(text).isLessThanOrEqualTo(OF_BY_HAND * loss(hand, metric));
      for (Baseline baseline : Baseline.values()) {
        double other = hand.baseline(baseline, List.of(metric)).get(metric);
        if (loss(hand, metric) < other) {
          assertThat(loss).as(text).isLessThan(other);
        }
      }
    }
    return text;
  }

  private static LearnerRule byHand(
      String label, LearnerRule written, String model, String features) {
    String positive =
        written.task() == Task.BINARY
            ? written.label().positive().map(it -> ", positive: \"" + it + '"').orElse("")
            : "";
    return rule(
        "pipeline: p\ninput: {topic: t, label: %s%s}\nfeatures:\n%smodel: %s\n"
            .formatted(
                label.startsWith("{") ? label : '"' + label + '"', positive, features, model));
  }

  private static double loss(Evaluation evaluation, Metric metric) {
    return evaluation.model(List.of(metric)).get(metric);
  }

  private static LearnerRule rule(String text) {
    return PipelineReader.parse("test", text, Map.of()).learner();
  }

  private static Sample read(String name) throws IOException {
    return Sample.ofCsv(DATA.resolve(name + ".csv.gz"), 100_000);
  }

  private static String of(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static Sample made(int rows, String header, BiFunction<Integer, Random, String> row) {
    Random random = new Random(rows);
    List<String> names = List.of(header.split(","));
    Sample sample = new Sample();
    for (int i = 0; i < rows; i++) {
      List<String> cells = new ArrayList<>(List.of(row.apply(i, random).split(",", -1)));
      Map<String, String> values = new LinkedHashMap<>();
      for (int c = 0; c < names.size(); c++) {
        if (!cells.get(c).isEmpty()) {
          values.put(names.get(c), cells.get(c));
        }
      }
      sample.add(values);
    }
    return sample;
  }
}
