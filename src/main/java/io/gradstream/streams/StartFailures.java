package io.gradstream.streams;

import io.gradstream.client.ApplicationException;
import io.gradstream.schema.registry.SchemaRegistryException;
import org.apache.kafka.common.errors.SerializationException;

/** What to do about failures of a start, as {@link ThreadFailures} has it of those at work. */
final class StartFailures {

  private StartFailures() {}

  /** Returns an exception that says what failed and what to do about it. */
  static ApplicationException advise(RuntimeException failure) {
    return new ApplicationException(failure.getMessage() + advice(failure), failure);
  }

  private static String advice(RuntimeException failure) {
    if (failure instanceof SerializationException) {
      return "; let somebody who may register run 'gradstream schemas register PIPELINE'";
    }
    return failure instanceof SchemaRegistryException ofRegistry && !saysWhatToDo(ofRegistry)
        ? "; check schema.registry.url"
        : "";
  }

  /** An answer of a registry that is there has said itself what is to be changed. */
  private static boolean saysWhatToDo(SchemaRegistryException e) {
    return e.status() / 100 == 3 || e.status() == 401 || e.status() == 403;
  }
}
