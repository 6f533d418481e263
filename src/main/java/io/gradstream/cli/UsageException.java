package io.gradstream.cli;

/** Thrown when options contradict each other or name what does not exist; exit code 2. */
final class UsageException extends RuntimeException {

  UsageException(String message) {
    super(message);
  }
}
