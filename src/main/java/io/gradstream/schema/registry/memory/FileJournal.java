package io.gradstream.schema.registry.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file to which operations are appended, one a line, each on the disk before it takes effect.
 *
 * <p>While it is open it is locked against other registries. Not thread-safe.
 */
final class FileJournal implements Journal {

  static final String NAME = "registry.jsonl";
  private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);

  private final Path file;
  private final FileChannel channel;
  private boolean failed;

  private FileJournal(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Opens and locks the file in a folder, a new one if there is none.
   *
   * @throws IOException if it cannot be opened or is in use
   */
  static FileJournal open(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(NAME);
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      lock(file, channel);
      return new FileJournal(file, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void lock(Path file, FileChannel channel) throws IOException {
    if (!isLocked(channel)) {
      throw new IOException(
          "%s is in use by another registry: stop that one, or choose another folder"
              .formatted(file));
    }
  }

  /** Within one process a lock that is held is an exception, in another one it is null. */
  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /**
   * Gives every operation in the file to {@code target}, in their order; what follows the last end
   * of a line was never answered and is cut off.
   *
   * @throws IOException if a line cannot be read or carried out
   */
  void replay(Consumer<Operation> target) throws IOException {
    byte[] bytes = readAll();
    int begin = 0;
    int line = 1;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        String text = new String(bytes, begin, i - begin, StandardCharsets.UTF_8);
        replay(text, line++, target);
        begin = i + 1;
      }
    }
    cut(begin, bytes.length);
  }

  /** Through the channel that holds the lock: POSIX drops it with any other that is closed. */
  private byte[] readAll() throws IOException {
    ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    while (all.hasRemaining() && channel.read(all, all.position()) >= 0) {
      // until it is full
    }
    return all.array();
  }

  private void replay(String text, int line, Consumer<Operation> target) throws IOException {
    try {
      target.accept(OperationJson.read(text));
    } catch (RuntimeException e) {
      throw new IOException(
          "%s:%d cannot be read: %s. Nothing was changed; restore the file from a copy, or delete this line if what it did is not needed"
              .formatted(file, line, e.getMessage()),
          e);
    }
  }

  private void cut(int end, int length) throws IOException {
    if (end < length) {
      LOG.warn(
          "{}: the last {} bytes are no whole line, as after a crash in mid-write; they were never"
              + " answered and are cut off",
          file,
          length - end);
      channel.truncate(end);
      channel.force(true);
    }
    channel.position(end);
  }

  @Override
  public void append(Operation operation) {
    if (failed) {
      throw new UncheckedIOException(
          new IOException("%s could not be written before: restart the registry".formatted(file)));
    }
    ByteBuffer line = StandardCharsets.UTF_8.encode(OperationJson.write(operation) + "\n");
    try {
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.force(false);
    } catch (IOException e) {
      failed = true;
      throw new UncheckedIOException("%s cannot be written".formatted(file), e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be closed".formatted(file), e);
    }
  }
}
