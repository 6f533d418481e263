package io.gradstream.cli;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.gradstream.core.text.Printable;
import io.gradstream.report.Terminal;
import io.gradstream.streams.RunTotals;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The line at the foot of a terminal that says how a run fares, drawn anew in place; lines of the
 * log come above it. As a word of the log's pattern it clears the line for the log's.
 */
public final class LiveLine extends ClassicConverter {

  private static final String CLEAR = "\r\u001b[K";
  private static final int WIDTH = 79;
  private static final AtomicBoolean DRAWN = new AtomicBoolean();

  /** Returns a live line if there is a terminal that has lines of text, else lines of the log. */
  static RunTotals.Display onTerminal(LogFormat format) {
    return Terminal.isErrThere() && format == LogFormat.TEXT
        ? (text, brief) -> draw(brief, System.err)
        : RunTotals.Display.LOGGED;
  }

  static synchronized void draw(String text, PrintStream out) {
    DRAWN.set(true);
    out.print(CLEAR + Printable.of(text, WIDTH));
    out.flush();
  }

  @Override
  public String convert(ILoggingEvent event) {
    return DRAWN.getAndSet(false) ? CLEAR : "";
  }
}
