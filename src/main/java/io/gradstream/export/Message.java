package io.gradstream.export;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** A protobuf message being written, field by field; ONNX's are few, and need no generated code. */
final class Message {

  /** Writes into a stream of protobuf. */
  private interface Writing {
    void to(CodedOutputStream out) throws IOException;
  }

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

  /** Writes a whole number. */
  Message number(int field, long value) {
    return write(stream -> stream.writeInt64(field, value));
  }

  /** Writes whole numbers, packed. */
  Message numbers(int field, long... values) {
    Message packed = new Message();
    for (long value : values) {
      packed.write(stream -> stream.writeInt64NoTag(value));
    }
    return bytes(field, packed.bytes());
  }

  /** Writes a text. */
  Message text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes texts. */
  Message texts(int field, Collection<String> values) {
    values.forEach(value -> text(field, value));
    return this;
  }

  /** Writes bytes. */
  Message bytes(int field, byte[] value) {
    return write(stream -> stream.writeByteArray(field, value));
  }

  /** Writes a message inside this one. */
  Message message(int field, Message value) {
    return bytes(field, value.bytes());
  }

  /** Returns what was written so far. */
  byte[] bytes() {
    write(CodedOutputStream::flush);
    return bytes.toByteArray();
  }

  /** Copies what was written so far. */
  void copyTo(OutputStream to) throws IOException {
    out.flush();
    bytes.writeTo(to);
  }

  private Message write(Writing writing) {
    try {
      writing.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return this;
  }
}
