package io.gradstream.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a file could not be read or written, in words; Java's own message is often the file's name
 * and nothing else.
 *
 * @param message the file and what is wrong with it
 * @param isOfUser whether another file must be named, or other rights given; otherwise a disk is
 *     full or broken
 */
record FileFailure(String message, boolean isOfUser) {

  /** What the system says that naming another file puts right, and in which words it is told. */
  private static final Map<String, String> OF_USER =
      Map.of(
          "permission denied", "there is no permission",
          "operation not permitted", "there is no permission",
          "is a directory", "it is a folder; name a file",
          "not a directory", "a part of its path is a file and no folder",
          "read-only file system", "the file system can only be read",
          "file name too long", "the name is too long",
          "no such file or directory", "there is no such file");

  /** As {@link java.io.FileInputStream} words it. */
  private static final Pattern NAMED = Pattern.compile("(.+) \\(([^()]+)\\)");

  /** Returns what an exception says of a file, if it is about one. */
  static Optional<FileFailure> of(Throwable thrown) {
    if (thrown instanceof UncheckedIOException && thrown.getCause() != null) {
      return of(thrown.getCause());
    }
    if (thrown instanceof FileSystemException failure && failure.getFile() != null) {
      return Optional.of(of(failure, failure.getFile()));
    }
    return thrown instanceof FileNotFoundException
        ? Optional.of(ofStream(String.valueOf(thrown.getMessage())))
        : Optional.empty();
  }

  private static FileFailure of(FileSystemException failure, String file) {
    if (failure instanceof AccessDeniedException) {
      return ofUser(file, "there is no permission");
    }
    if (failure instanceof NoSuchFileException) {
      return missing(file);
    }
    if (failure instanceof FileAlreadyExistsException) {
      return ofUser(file, Files.isRegularFile(Path.of(file)) ? "it is a file" : "it exists");
    }
    return failure instanceof NotDirectoryException
        ? ofUser(file, "it is no folder")
        : of(file, Objects.requireNonNullElse(failure.getReason(), "cannot be used"));
  }

  /** A file that is to be written lacks the folder. */
  private static FileFailure missing(String file) {
    Path folder = Path.of(file).getParent();
    return folder == null || Files.isDirectory(folder)
        ? new FileFailure("there is no file " + file, true)
        : new FileFailure("there is no folder %s for %s".formatted(folder, file), true);
  }

  private static FileFailure ofStream(String message) {
    Matcher named = NAMED.matcher(message);
    return named.matches()
        ? of(named.group(1), named.group(2))
        : new FileFailure(message, true); // a sentence of ours
  }

  private static FileFailure of(String file, String reason) {
    if (reason.equalsIgnoreCase("no such file or directory")) {
      return missing(file);
    }
    String known = OF_USER.get(reason.toLowerCase(Locale.ROOT));
    return known == null ? new FileFailure(file + ": " + reason, false) : ofUser(file, known);
  }

  private static FileFailure ofUser(String file, String reason) {
    return new FileFailure(file + ": " + reason, true);
  }

  /**
   * Requires that a file can be written, before the work whose result it is to hold.
   *
   * @throws UsageException if it cannot
   */
  static void requireWritable(Path file) throws IOException {
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    if (!Files.isDirectory(folder)) {
      throw new UsageException(
          Files.exists(folder)
              ? "%s is a file and no folder: %s cannot be written".formatted(folder, file)
              : "there is no folder %s for %s".formatted(folder, file));
    }
    if (Files.isDirectory(file)) {
      throw new UsageException(file + " is a folder; name a file");
    }
    if (!Files.isWritable(Files.exists(file) ? file : folder)) {
      throw new UsageException(file + ": there is no permission to write it");
    }
  }
}
