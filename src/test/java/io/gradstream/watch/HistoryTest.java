package io.gradstream.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class HistoryTest {

  private final History history = new History(Windows.PIPELINE.learner());
  private final Drawing drawing = new Drawing("p", Windows.PIPELINE.learner(), "file");

  private Snapshot draw() {
    return drawing.draw(history, new ModelLook(), List.of());
  }

  @Test
  void theNewestWindowKeepsItsFiguresAsTheyAre() {
    history.addWindow(Windows.window(1, 0.51234567890123, 0.7, 0.6));
    Snapshot snapshot = draw();
    assertThat(snapshot.trainer().newest().values())
        .containsEntry("model.log_loss", 0.51234567890123)
        .containsEntry("no_change.log_loss", 0.7)
        .containsEntry("majority.log_loss", 0.6)
        .containsEntry("learning_rate", 0.05)
        .doesNotContainKey("model.auc");
    assertThat(SnapshotJson.of(snapshot)).contains("0.51234567890123");
  }

  @Test
  void beforeTheFirstWindowItSaysWhenThatIs() {
    Snapshot snapshot = draw();
    assertThat(snapshot.trainer()).isNull();
    assertThat(snapshot.sentences().text())
        .isEqualTo("The first figures come after 5,000 labelled records");
  }

  @Test
  void eachTrainerHasWindowsOfItsOwn() {
    history.addWindow(Windows.window(3, 1, 0.5, 0.7, 0.6));
    history.addWindow(Windows.window(1, 1, 0.4, 0.7, 0.6));
    history.addWindow(Windows.window(1, 2, 0.3, 0.7, 0.6));
    assertThat(history.partitions()).containsExactly(1, 3);
    assertThat(history.trainer(1).windows()).isEqualTo(2);
    assertThat(history.trainer(3).newest().values()).containsEntry("model.log_loss", 0.5);
    assertThat(history.trainer(0)).isNull();
  }

  @Test
  void onlyTheNewestDecisionsAreKept() {
    for (int i = 1; i <= 250; i++) {
      history.addDecision(Windows.decision(i, "because " + i));
    }
    List<Snapshot.Decided> decisions = draw().decisions();
    assertThat(decisions).hasSize(100);
    assertThat(decisions.get(99).reason()).isEqualTo("because 250");
  }

  @Test
  void aTrainerThatDecidesOftenHidesNoDecisionOfAnother() {
    history.addDecision(decision(7, 1));
    for (int i = 1; i <= 250; i++) {
      history.addDecision(decision(0, i));
    }
    assertThat(history.decisions(7)).hasSize(1);
    assertThat(history.decisions(0)).hasSize(100);
    assertThat(history.decisions(1)).isEmpty();
  }

  @Test
  void theDecisionsOfVeryManyTrainersAreBoundedInAll() {
    for (int i = 1; i <= 100; i++) {
      for (int partition = 0; partition < 300; partition++) {
        history.addDecision(decision(partition, i));
      }
    }
    List<Integer> kept =
        IntStream.range(0, 300).mapToObj(it -> history.decisions(it).size()).toList();
    assertThat(kept.stream().mapToInt(Integer::intValue).sum()).isEqualTo(10_000);
    assertThat(kept).allMatch(size -> size >= 33);
    assertThat(history.decisions(299).get(history.decisions(299).size() - 1).window())
        .isEqualTo(100);
  }

  private static GenericRecord decision(int partition, long window) {
    GenericRecord decision = Windows.decision(window, "because " + window);
    decision.put("partition", partition);
    return decision;
  }

  @Test
  void whatIsDrawnOfManyWindowsIsAsMuchAsOfFew() {
    GenericRecord window = Windows.window(1, 0.5, 0.7, 0.6);
    for (long i = 1; i <= 100_000; i++) {
      window.put("window", i);
      window.put("last_time", 1000 * i);
      window.put("total_count", 100 * i);
      history.addWindow(window); // which keeps nothing of it
    }
    Snapshot.Trainer trainer = draw().trainer();
    assertThat(trainer.windows()).isEqualTo(100_000);
    assertThat(trainer.newest().records()).isEqualTo(10_000_000);
    assertThat(trainer.all().records()).hasSizeLessThanOrEqualTo(512);
    assertThat(trainer.recent().records()).hasSizeLessThanOrEqualTo(256);
    assertThat(SnapshotJson.of(draw()).length()).isLessThan(300_000);
  }

  @Test
  void asTextItHasTheHeadlineACurveForEachFigureAndDecisions() {
    for (int i = 1; i <= 50; i++) {
      history.addWindow(Windows.window(i, 0.6 - 0.002 * i, 0.7, 0.6));
    }
    history.addDecision(Windows.decision(7, "it had to be"));
    List<String> lines = TextReport.lines(draw());
    assertThat(lines.get(0)).startsWith("p: log-loss 0.5190 over the last 20 windows");
    assertThat(lines)
        .anyMatch(
            line ->
                line.startsWith("log-loss ")
                    && line.contains("█")
                    && line.contains("▁")
                    && line.endsWith("0.5000"));
    assertThat(lines)
        .anyMatch(
            line ->
                line.startsWith("  always answering the base rate ") && line.endsWith("0.6000"));
    assertThat(lines).contains("decision in window 7: REDUCE_RATE, reduce: it had to be");
  }
}
