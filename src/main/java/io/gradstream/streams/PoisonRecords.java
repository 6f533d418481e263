package io.gradstream.streams;

import io.gradstream.client.ApplicationException;
import io.gradstream.core.data.Refusal;
import io.gradstream.pipeline.OnError;
import io.gradstream.streams.output.Origin;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records at which the learner has failed. A failure may leave half an update, so the model is
 * first taken back to its last commit, by the thread that takes over; when the record comes again
 * it is passed over.
 *
 * <p>Nothing is stored: another process that meets the record fails once more, and comes to the
 * same predictions. Safe to share between threads.
 */
final class PoisonRecords {

  private static final Logger LOG = LoggerFactory.getLogger(PoisonRecords.class);

  private final OnError policy;
  private final Map<Origin, Refusal> known = new ConcurrentHashMap<>();

  PoisonRecords(OnError policy) {
    this.policy = policy;
  }

  /** Returns why a record is passed over, if it is. */
  Optional<Refusal> refusal(Origin origin) {
    return known.isEmpty() ? Optional.empty() : Optional.ofNullable(known.get(origin));
  }

  /**
   * Notes a record at which the learner failed.
   *
   * @return what to throw: the transaction is redone, or the pipeline ends
   */
  RuntimeException failed(Origin origin, RuntimeException cause) {
    String what =
        "the learner failed at the record of partition %d, offset %d: %s"
            .formatted(origin.partition(), origin.offset(), cause);
    LOG.error(what, cause); // with the trace: it is a fault of the program, to be reported
    if (policy == OnError.FAIL) {
      return new ApplicationException(
          what
              + "; 'on-error: dead-letter' in the pipeline file makes it a dead letter and goes on",
          cause);
    }
    known.put(origin, new Refusal(Refusal.Reason.LEARNER_FAILED, what));
    return new PoisonRecordException(
        what + "; it becomes a dead letter, and the model goes on from its last commit", cause);
  }
}
