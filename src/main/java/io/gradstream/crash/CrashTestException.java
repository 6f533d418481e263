package io.gradstream.crash;

/** A pipeline that did not do what it promises: it stood still, or ended otherwise than told. */
final class CrashTestException extends RuntimeException {

  CrashTestException(String message) {
    super(message);
  }
}
