package io.gradstream.schema;

import org.apache.kafka.common.errors.RetriableException;

/** Says that what a serializer or deserializer of the user's needs cannot be had for now. */
public final class SerdeAwayException extends RetriableException {

  /** Creates the exception with a message for people. */
  public SerdeAwayException(String message, Throwable cause) {
    super(message, cause);
  }
}
