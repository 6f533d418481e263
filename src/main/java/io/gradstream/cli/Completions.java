package io.gradstream.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.AutoComplete;

/**
 * Writes the completions of all commands for bash and zsh, when the program is packed. Picocli's
 * own generator sees what the class {@link Main} declares alone, which are no commands: they are
 * added as they are called.
 */
final class Completions {

  private static final String PROGRAM = "gradstream";

  private Completions() {}

  /**
   * Writes them.
   *
   * @param arguments the file to write
   */
  public static void main(String[] arguments) throws IOException {
    String script = AutoComplete.bash(PROGRAM, Main.commandLine());
    Files.writeString(Path.of(arguments[0]), script);
  }
}
