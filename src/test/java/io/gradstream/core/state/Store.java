package io.gradstream.core.state;

import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Stored blocks, as a state store would keep them; equal if keys and bytes are. */
final class Store {

  private final Map<String, byte[]> blocks = new TreeMap<>();

  /** Moves the changed blocks of {@code state} here. */
  Store drain(State state) {
    state.drain(
        (key, block) -> {
          if (block == BlockSink.DELETED) {
            blocks.remove(key);
          } else {
            blocks.put(key, block);
          }
        });
    return this;
  }

  /** Loads every block into {@code state}. */
  void loadInto(State state) {
    blocks.forEach(state::load);
  }

  /** Returns the blocks as texts that tests can compare. */
  Map<String, String> contents() {
    Map<String, String> texts = new TreeMap<>();
    blocks.forEach((key, block) -> texts.put(key, HexFormat.of().formatHex(block)));
    return texts;
  }
}
