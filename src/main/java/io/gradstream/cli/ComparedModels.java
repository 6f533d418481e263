package io.gradstream.cli;

import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.learn.ModelDescription;
import io.gradstream.core.learn.Predictor;
import io.gradstream.model.ModelSnapshot;
import io.gradstream.model.ModelSnapshot.InputPosition;
import io.gradstream.model.SavedModel;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.WrittenPipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * Two models that are held against each other.
 *
 * @param before the first
 * @param after the second
 */
record ComparedModels(Side before, Side after) {

  /**
   * All models of a file or a pipeline.
   *
   * @param snapshot the models
   * @param rules of pipelines that may know what its blocks mean, the most likely first
   */
  record Side(ModelSnapshot snapshot, List<LearnerRule> rules) {

    int count() {
      return snapshot.models().size();
    }

    Map<String, byte[]> blocks(int partition) {
      return snapshot.models().get(partition);
    }

    /** Returns the digest as people read it. */
    String digest(int partition) {
      return blocks(partition).isEmpty()
          ? "none yet"
          : ModelVerifyCommand.digest(snapshot.digest(partition));
    }

    /** Returns how far the topics were read, by partition. */
    String positions() {
      return snapshot.positions().stream()
          .map(InputPosition::next)
          .map(String::valueOf)
          .collect(Collectors.joining(", ", "[", "]"));
    }

    /** Returns who predicts with a model, if a rule is known that it fits. */
    Optional<Predictor> predictor(int partition) {
      Map<String, byte[]> blocks = blocks(partition);
      Optional<LearnerRule> fitting = blocks.isEmpty() ? Optional.empty() : rule(blocks);
      return fitting.map(
          rule -> {
            Predictor predictor = new Predictor(rule);
            predictor.apply(blocks);
            return predictor;
          });
    }

    private Optional<LearnerRule> rule(Map<String, byte[]> blocks) {
      ModelDescription stored = ModelDescription.of(blocks);
      return rules.stream()
          .filter(rule -> stored.differences(ModelDescription.of(rule)).isEmpty())
          .findFirst();
    }
  }

  /**
   * Reads both.
   *
   * @param naming another pipeline whose features may name weights
   */
  static ComparedModels of(
      Path a, Path b, Optional<Path> naming, ConnectionOptions connection, CommittedModels models)
      throws IOException {
    Reading reading = new Reading(connection, models, new ArrayList<>());
    ModelSnapshot before = reading.read(a);
    ModelSnapshot after = reading.read(b);
    if (naming.isPresent()) {
      reading.rules.add(CommittedModels.chosen(connection.read(naming.get())).learner());
    }
    return new ComparedModels(new Side(before, reading.rules), new Side(after, reading.rules));
  }

  private record Reading(
      ConnectionOptions connection, CommittedModels models, List<LearnerRule> rules) {

    ModelSnapshot read(Path file) throws IOException {
      if (SavedModel.is(file)) {
        return SavedModel.read(file);
      }
      WrittenPipeline read = connection.read(file);
      KafkaSettings.require(read.asWritten(), file, CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
      Pipeline pipeline = CommittedModels.chosen(read);
      ModelSnapshot snapshot = models.snapshot(pipeline);
      rules.add(pipeline.learner());
      return snapshot;
    }
  }

  /** Returns why weights cannot be told by name. */
  String whyUnnamed() {
    return "weights and statistics: a saved model does not say which features they are of; --pipeline names the pipeline file that it was learned by";
  }
}
