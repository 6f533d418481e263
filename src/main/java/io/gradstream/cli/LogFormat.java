package io.gradstream.cli;

import java.util.Locale;

/** How log lines are written to standard error; the names of appenders in the logging file. */
enum LogFormat {
  /** For people. */
  TEXT,
  /** One JSON object a line, for what collects logs; the last error is one, too. */
  JSON;

  private static final String PROPERTY = "gradstream.log.format";

  /** Has all loggers write so; to be called before the first one is made. */
  void use() {
    System.setProperty(PROPERTY, name().toLowerCase(Locale.ROOT));
  }

  /** Tells whether this is the format in use. */
  boolean isUsed() {
    return name().equalsIgnoreCase(System.getProperty(PROPERTY, TEXT.name()));
  }
}
