package io.gradstream.schema.registry.memory;

/** Keeps operations before they take effect. */
interface Journal extends AutoCloseable {

  /** Keeps nothing: the registry is gone with its process. */
  Journal NONE =
      new Journal() {
        @Override
        public void append(Operation operation) {}

        @Override
        public void close() {}
      };

  /**
   * Keeps an operation for good.
   *
   * @throws java.io.UncheckedIOException if it cannot; it must not take effect then
   */
  void append(Operation operation);

  @Override
  void close();
}
