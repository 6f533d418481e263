package io.gradstream.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A Java program that has run in a process of its own.
 *
 * @param code its exit code
 * @param output what it printed, errors included
 */
record JavaRun(int code, String output) {

  static JavaRun of(String classpath, String... arguments)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command(classpath, arguments)).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new JavaRun(process.waitFor(), output);
  }

  /** Returns the command that starts it; more arguments may be added. */
  static List<String> command(String classpath, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classpath));
    command.addAll(Arrays.asList(arguments));
    return command;
  }
}
