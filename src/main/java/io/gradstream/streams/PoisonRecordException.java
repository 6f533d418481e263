package io.gradstream.streams;

import org.apache.kafka.common.errors.RetriableException;

/**
 * Thrown for a record at which the learner fails, so that its transaction is redone from the last
 * commit, without that record.
 */
final class PoisonRecordException extends RetriableException {

  private static final long serialVersionUID = 1;

  PoisonRecordException(String message, Throwable cause) {
    super(message, cause);
  }
}
