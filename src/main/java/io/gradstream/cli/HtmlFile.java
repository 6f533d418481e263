package io.gradstream.cli;

import io.gradstream.watch.Comparison;
import io.gradstream.watch.Page;
import io.gradstream.watch.Snapshot;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the pictures of a pipeline as one file of HTML. */
final class HtmlFile {

  private HtmlFile() {}

  /** Says at once what would be in the way at the end. */
  static void requireWritable(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || directory == null || !Files.isDirectory(directory)) {
      throw new UsageException(
          "--html %s cannot be written: %s"
              .formatted(
                  file,
                  Files.isDirectory(file)
                      ? "it is a directory; name a file"
                      : "there is no directory " + directory + "; make it first"));
    }
    if (Files.exists(file) && !Files.isWritable(file)) {
      throw new IOException(file + " may not be written");
    }
  }

  static void write(Path file, Snapshot snapshot, PrintWriter out) throws IOException {
    write(file, Page.file(snapshot), out);
  }

  static void write(Path file, Comparison comparison, PrintWriter out) throws IOException {
    write(file, Page.file(comparison), out);
  }

  private static void write(Path file, String html, PrintWriter out) throws IOException {
    Files.writeString(file, html);
    out.printf("wrote %s: one file, to be opened in a browser%n", file);
    out.flush();
  }
}
