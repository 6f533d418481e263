package io.gradstream.containers;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets test classes with containers of their own wait for each other, be they in one process or in
 * two: a small machine has room for the containers of one.
 */
public final class OneAtATime implements BeforeAllCallback, AfterAllCallback {

  private static final Path FILE = Path.of("target", "containers.lock");

  private FileLock lock;

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    lock = FileChannel.open(FILE, CREATE, WRITE).lock();
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    lock.acquiredBy().close(); // which gives the lock back
  }
}
