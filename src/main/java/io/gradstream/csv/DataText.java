package io.gradstream.csv;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The text of a file of rows: UTF-8, gzipped or not, a byte order mark left out. */
final class DataText {

  private static final int BUFFER = 1 << 16;
  private static final int GZIP_MAGIC = 0x1F8B;
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  private DataText() {}

  /** Opens a file behind its first lines. */
  static Reader open(Path path, long skippedLines) throws IOException {
    if (!Files.exists(path)) {
      throw new FileNotFoundException("there is no file " + path);
    }
    InputStream bytes = Files.newInputStream(path);
    try {
      // A fresh decoder reports what is not UTF-8; one made from the character set would replace
      // it.
      Reader characters =
          new BufferedReader(
              new InputStreamReader(plain(bytes), StandardCharsets.UTF_8.newDecoder()), BUFFER);
      PushbackReader reader = new PushbackReader(characters);
      skipMark(reader);
      for (long line = 0; line < skippedLines; line++) {
        skipLine(reader);
      }
      return reader;
    } catch (IOException | RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  /** A mark would hide the quote of a first cell that has one. */
  private static void skipMark(PushbackReader reader) throws IOException {
    int first = reader.read();
    if (first >= 0 && first != BYTE_ORDER_MARK) {
      reader.unread(first);
    }
  }

  private static void skipLine(PushbackReader reader) throws IOException {
    int c = reader.read();
    while (c >= 0 && c != '\n' && c != '\r') {
      c = reader.read();
    }
    int next = c == '\r' ? reader.read() : -1;
    if (next >= 0 && next != '\n') {
      reader.unread(next);
    }
  }

  private static InputStream plain(InputStream file) throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(file, BUFFER);
    bytes.mark(2);
    int magic = bytes.read() << 8 | bytes.read();
    bytes.reset();
    return magic == GZIP_MAGIC ? new GZIPInputStream(bytes, BUFFER) : bytes;
  }
}
