package io.gradstream.report;

import java.io.Console;

/** Whether a person watches. */
public final class Terminal {

  private static final int USUAL_COLUMNS = 80;

  private Terminal() {}

  /**
   * Returns how wide a table for people may be: the terminal's columns, as the launcher says them;
   * where it does not 80 in a terminal, and without end elsewhere.
   */
  public static int columns() {
    Integer said = Integer.getInteger("gradstream.columns");
    if (said != null && said > 0) {
      return said;
    }
    return isThere() ? USUAL_COLUMNS : Integer.MAX_VALUE;
  }

  /**
   * Tells whether there is a terminal that standard error goes to: a console is there for standard
   * input and output only, so the launcher says it; without the launcher, whether there is one.
   */
  public static boolean isErrThere() {
    return isThere() && !"false".equals(System.getProperty("gradstream.err.terminal"));
  }

  /** Tells whether there is a terminal: from JDK 22 on there is a console without one, too. */
  public static boolean isThere() {
    Console console = System.console();
    if (console == null || "dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true; // an older JDK, where a console is a terminal
    }
  }
}
