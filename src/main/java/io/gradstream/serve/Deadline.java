package io.gradstream.serve;

import java.util.concurrent.TimeUnit;

/** When a request is given up. */
final class Deadline {

  private static final int UNAVAILABLE = 503;

  private final long begun = System.nanoTime();
  private final long nanos;

  Deadline(long nanos) {
    this.nanos = nanos;
  }

  /** Throws once the time is over. */
  void check() {
    if (System.nanoTime() - begun > nanos) {
      throw new RequestException(
          UNAVAILABLE,
          "the request took longer than http.timeout (%d ms) allows; send fewer rows at once"
              .formatted(TimeUnit.NANOSECONDS.toMillis(nanos)));
    }
  }
}
