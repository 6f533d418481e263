package io.gradstream.model;

import io.gradstream.core.learn.Predictor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a committed model is, and which records it stands for.
 *
 * @param partition the trainer's, 0 where there is one
 * @param version one more after every step and every rollback
 * @param step the steps that led to it
 * @param examples how many labelled records were judged
 * @param time the present by the times of its records; empty before there were any
 * @param stopped whether it has stopped learning
 * @param input the topic that it learned from; empty if it does not say
 * @param offsets the offset after the last record of each partition of the input
 * @param blocks how many blocks it is stored in
 * @param digest of all blocks: equal for models that are equal bit for bit, also in what only
 *     learning needs
 * @param position the offset after its last block in the model topic
 */
public record ModelState(
    int partition,
    long version,
    long step,
    long examples,
    Optional<Instant> time,
    boolean stopped,
    Optional<String> input,
    List<Long> offsets,
    long blocks,
    long digest,
    long position) {

  /** Copies the list. */
  public ModelState {
    offsets = List.copyOf(offsets);
  }

  static ModelState of(
      int partition, Predictor predictor, CommittedBlocks committed, long position) {
    InputManifest read = committed.input();
    long present = predictor.present();
    return new ModelState(
        partition,
        predictor.version(),
        predictor.step(),
        predictor.examples(),
        present == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(present)),
        predictor.isStopped(),
        read.topic().map(InputTopic::name),
        read.offsets(),
        committed.blocks(),
        committed.digest(),
        position);
  }
}
