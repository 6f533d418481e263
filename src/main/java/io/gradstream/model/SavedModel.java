package io.gradstream.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gradstream.model.ModelSnapshot.InputPosition;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A file that holds all models of a pipeline.
 *
 * <p>It is the line {@code gradstream model}, the number of the layout (an int, big-endian as all
 * others), the contents in gzip, and the SHA-256 of all before. The contents: names of pipeline and
 * program version; the positions in the input, each with topic, partition and offset; the models,
 * each with its blocks by key. Texts are written as {@link DataOutputStream#writeUTF} does, and a
 * count stands before what is counted. First line, number and checksum are the same in every
 * layout.
 */
public final class SavedModel {

  /** The layout that this program writes and reads. */
  static final int LAYOUT = 1;

  private static final byte[] MAGIC = "gradstream model\n".getBytes(UTF_8);
  private static final int HEAD = MAGIC.length + Integer.BYTES;
  private static final int CHECKSUM = 32;
  private static final int BUFFER = 1 << 16;

  private SavedModel() {}

  /** Tells whether a file begins as a saved model does. */
  public static boolean is(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
    }
  }

  /**
   * Writes a file, in the place of one that is there: whole or not at all, whenever the process or
   * the machine stops.
   */
  public static void write(ModelSnapshot snapshot, Path file) throws IOException {
    Path target = file.toAbsolutePath();
    Path part =
        target.resolveSibling(
            ".%s.%d.part".formatted(target.getFileName(), ProcessHandle.current().pid()));
    try {
      try (FileChannel channel =
          FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        write(snapshot, Channels.newOutputStream(channel));
        channel.force(true);
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
    try (FileChannel folder = FileChannel.open(target.resolveSibling("."))) {
      folder.force(true); // the name, too
    } catch (IOException e) {
      // a file system whose folders cannot be forced: the file itself is there
    }
  }

  private static void write(ModelSnapshot snapshot, OutputStream file) throws IOException {
    MessageDigest digest = sha256();
    OutputStream out = new BufferedOutputStream(new DigestOutputStream(file, digest), BUFFER);
    out.write(MAGIC);
    out.write(ByteBuffer.allocate(Integer.BYTES).putInt(LAYOUT).array());
    GZIPOutputStream packed = new GZIPOutputStream(out, BUFFER);
    DataOutputStream contents = new DataOutputStream(packed);
    contents.writeUTF(snapshot.pipeline());
    contents.writeUTF(snapshot.program());
    contents.writeInt(snapshot.positions().size());
    for (InputPosition position : snapshot.positions()) {
      contents.writeUTF(position.topic());
      contents.writeInt(position.partition());
      contents.writeLong(position.next());
    }
    contents.writeInt(snapshot.models().size());
    for (Map<String, byte[]> blocks : snapshot.models()) {
      contents.writeInt(blocks.size());
      for (Map.Entry<String, byte[]> block : blocks.entrySet()) {
        contents.writeUTF(block.getKey());
        contents.writeInt(block.getValue().length);
        contents.write(block.getValue());
      }
    }
    contents.flush();
    packed.finish();
    out.flush();
    file.write(digest.digest());
  }

  /**
   * Reads a file.
   *
   * @throws SavedModelException if it is none, is damaged, or has a layout of another version
   */
  public static ModelSnapshot read(Path file) throws IOException {
    if (!is(file)) {
      throw new SavedModelException(
          "%s is no saved model: `gradstream model save` writes one".formatted(file));
    }
    long end = Files.size(file) - CHECKSUM;
    checkWhole(file, end);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
      in.skipNBytes(MAGIC.length);
      int layout = ByteBuffer.wrap(in.readNBytes(Integer.BYTES)).getInt();
      if (layout != LAYOUT) {
        throw new SavedModelException(
            "%s has layout %d, and this version of gradstream reads layout %d: read it with the version that wrote it, or a later one"
                .formatted(file, layout, LAYOUT));
      }
      return contents(new DataInputStream(new GZIPInputStream(in, BUFFER)));
    }
  }

  private static void checkWhole(Path file, long end) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
      byte[] buffer = new byte[BUFFER];
      for (long left = end; left > 0; ) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw new EOFException(file.toString()); // it has become shorter meanwhile
        }
        digest.update(buffer, 0, read);
        left -= read;
      }
      if (end < HEAD || !MessageDigest.isEqual(digest.digest(), in.readNBytes(CHECKSUM))) {
        throw new SavedModelException(
            "%s is damaged: its contents do not have the checksum at its end. Copy it anew from where it was saved, or take another backup"
                .formatted(file));
      }
    }
  }

  private static ModelSnapshot contents(DataInputStream in) throws IOException {
    String pipeline = in.readUTF();
    String program = in.readUTF();
    List<InputPosition> positions = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      positions.add(new InputPosition(in.readUTF(), in.readInt(), in.readLong()));
    }
    List<Map<String, byte[]>> models = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      models.add(blocks(in));
    }
    return new ModelSnapshot(pipeline, program, models, positions);
  }

  private static Map<String, byte[]> blocks(DataInputStream in) throws IOException {
    Map<String, byte[]> blocks = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      String key = in.readUTF();
      byte[] block = new byte[in.readInt()];
      in.readFully(block);
      blocks.put(key, block);
    }
    return blocks;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
