package io.gradstream.crash;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a test has started: ended in the opposite order, once, at its end or when the process is
 * told to stop.
 */
final class Started implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Started.class);

  private final Deque<AutoCloseable> all = new ArrayDeque<>();
  private boolean closed;

  /** Notes something that is to be ended; at once, if everything else has been. */
  synchronized <T extends AutoCloseable> T note(T started) {
    all.push(started);
    if (closed) {
      end();
    }
    return started;
  }

  @Override
  public synchronized void close() {
    closed = true;
    end();
  }

  private void end() {
    while (!all.isEmpty()) {
      try {
        all.pop().close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) { // the others are to be ended all the same
        LOG.warn("could not be ended", e);
      }
    }
  }
}
