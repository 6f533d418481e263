package io.gradstream.node;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The tests' scripts for Node.js, and what becomes of a test whose tools are not installed. */
public final class NodeScripts {

  private static final Path HOME = Path.of("src/test/node");

  private static final Set<String> LACKING = ConcurrentHashMap.newKeySet();

  private NodeScripts() {}

  /**
   * Returns where a script is.
   *
   * @param needed the package that it needs, without which the test is not run
   */
  public static String path(String script, String needed) {
    if (!Files.isDirectory(HOME.resolve("node_modules").resolve(needed))) {
      lacking("the package %s: run 'npm ci' in %s".formatted(needed, HOME));
    }
    return HOME.resolve(script).toString();
  }

  /** Skips the test, but fails it if CI is true. */
  public static <T> T lacking(String what) {
    String message = "this test lacks " + what;
    if (LACKING.add(what)) { // Maven prints how many tests are skipped, and not why
      System.err.println(message);
    }
    return Boolean.parseBoolean(System.getenv("CI"))
        ? Assertions.fail(message)
        : Assumptions.abort(message);
  }
}
