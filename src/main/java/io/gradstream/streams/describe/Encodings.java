package io.gradstream.streams.describe;

import io.gradstream.pipeline.Encoding;
import io.gradstream.pipeline.Input;
import io.gradstream.pipeline.ReaderVersion;

/** Says for people how records are read and written. */
public final class Encodings {

  private Encodings() {}

  /** Returns how the records of an input are read. */
  public static String input(Input input) {
    return read(input, "input.deserializer ");
  }

  /** Returns how the records of labels are read. */
  public static String labels(Input source) {
    return read(source, "labels.deserializer ");
  }

  private static String read(Input input, String key) {
    return input.encoding() instanceof Encoding.Avro
        ? "Avro, read " + version(input.schema())
        : name(input.encoding(), key);
  }

  /** Returns how the records of the outputs are written. */
  public static String output(Encoding output) {
    return name(output, "output.serializer ");
  }

  private static String version(ReaderVersion version) {
    if (version instanceof ReaderVersion.Pinned pinned) {
      return "as version %d of its subject".formatted(pinned.version());
    }
    return version instanceof ReaderVersion.Latest
        ? "as the latest version of its subject"
        : "as it was written";
  }

  private static String name(Encoding encoding, String key) {
    if (encoding instanceof Encoding.ByClass named) {
      return key + named.className();
    }
    return encoding instanceof Encoding.Avro ? "Avro" : "JSON";
  }
}
