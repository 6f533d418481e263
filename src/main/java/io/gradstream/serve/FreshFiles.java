package io.gradstream.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is in some files, which are read again when one of them has changed: whoever renews a key
 * does not restart what uses it. Looks at the files when it is asked, but not every time.
 *
 * <p>Files that cannot be used leave what was there before, and that is said.
 *
 * @param <T> what is read
 */
final class FreshFiles<T> {

  private static final Logger LOG = LoggerFactory.getLogger(FreshFiles.class);
  private static final long PERIOD = TimeUnit.SECONDS.toNanos(2);

  private final String what;
  private final List<Path> files;
  private final Reading<T> reading;
  private final LongSupplier nanoTime;
  private List<FileTime> readOf;
  private volatile T content;
  private volatile long lookedAt;

  /** Reads the files. */
  @FunctionalInterface
  interface Reading<T> {
    T read() throws IOException;
  }

  /**
   * Reads the files for the first time.
   *
   * @param what they hold, for people
   * @param nanoTime a clock as {@link System#nanoTime} is
   * @throws IOException if they cannot be used
   */
  FreshFiles(String what, List<Path> files, Reading<T> reading, LongSupplier nanoTime)
      throws IOException {
    this.what = what;
    this.files = files;
    this.reading = reading;
    this.nanoTime = nanoTime;
    readOf = times(); // before they are read: what changes meanwhile is read again
    content = reading.read();
    lookedAt = nanoTime.getAsLong();
  }

  /** Returns what is in them. */
  T get() {
    if (nanoTime.getAsLong() - lookedAt > PERIOD) {
      look();
    }
    return content;
  }

  private synchronized void look() {
    lookedAt = nanoTime.getAsLong();
    List<FileTime> changed = times();
    if (changed.equals(readOf)) {
      return;
    }
    readOf = changed; // what is wrong with them is said once
    try {
      content = reading.read();
      LOG.info("{} read again, since {} changed", what, files);
    } catch (IOException e) {
      LOG.warn("{} as before: {}", what, e.getMessage());
    }
  }

  /** A file that is away for a moment has a time, too. */
  private List<FileTime> times() {
    List<FileTime> times = new ArrayList<>();
    for (Path file : files) {
      try {
        times.add(Files.getLastModifiedTime(file));
      } catch (IOException e) {
        times.add(FileTime.fromMillis(0));
      }
    }
    return times;
  }
}
