package io.gradstream.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of variables, {@code NAME=VALUE} a line, as containers take it; lines that are empty or
 * begin with {@code #} say nothing.
 */
final class EnvFile {

  private static final Pattern LINE =
      Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)");

  private EnvFile() {}

  /**
   * Returns variables with those of a file over them.
   *
   * @throws UsageException if a line is none; its text is not shown, for it may be a password
   */
  static Map<String, String> over(Map<String, String> environment, Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new UsageException(file + ": it is a folder; name a file");
    }
    Map<String, String> all = new HashMap<>(environment);
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      Matcher variable = LINE.matcher(line);
      if (variable.matches()) {
        all.put(variable.group(1), unquoted(variable.group(2)));
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        throw new UsageException("%s:%d: must be NAME=VALUE".formatted(file, i + 1));
      }
    }
    return all;
  }

  private static String unquoted(String value) {
    boolean quoted = value.matches("\"[^\"]*\"|'[^']*'");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
