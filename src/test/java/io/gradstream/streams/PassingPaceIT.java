package io.gradstream.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gradstream.client.TopicReader;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * Records of several partitions that one trainer learns wait for two commits that are asked for.
 */
class PassingPaceIT {

  /** Commits that nobody asks for come every five seconds. */
  private static final Duration SOONER = Duration.ofSeconds(4);

  private final PipelineCluster cluster = PipelineCluster.shared();

  @Test
  void aRecordByItselfIsPredictedLongBeforeTheLongestCommitInterval(TestInfo test) {
    JsonPipeline pipeline =
        new JsonPipeline(cluster, PipelineCluster.nameOf(test), "scale: single")
            .without("commit.interval.ms");
    assertThat(StreamsSettings.longestCommitInterval(pipeline.pipeline().kafka()))
        .isGreaterThan(SOONER);
    cluster.createTopic(pipeline.name, 2);
    pipeline.produce(0, 1);
    try (PipelineApplication application = pipeline.start()) {
      pipeline.awaitPredictions(1);
      List<String> predictions = List.of(pipeline.pipeline().predictionsTopic());
      try (TopicReader reader = TopicReader.fromBeginning(cluster.kafka(), predictions)) {
        await().pollInSameThread().until(() -> comes(reader));
        for (int i = 1; i <= 3; i++) { // one that nobody asked for may come in time, but not thrice
          pipeline.produce(i % 2, 1);
          await("the prediction of record " + i)
              .atMost(SOONER)
              .pollInSameThread()
              .pollDelay(Duration.ZERO)
              .until(() -> comes(reader));
        }
      }
      assertThat(application.failure()).isEmpty();
    }
  }

  private static boolean comes(TopicReader reader) {
    return reader.poll(Duration.ofMillis(50)).iterator().hasNext();
  }
}
