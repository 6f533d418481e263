package io.gradstream.cli;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import io.gradstream.core.text.Printable;

/** A stack trace, in whose messages nothing controls a terminal; named in the logging file. */
public final class PrintableTrace extends ThrowableProxyConverter {

  @Override
  protected String throwableProxyToString(IThrowableProxy thrown) {
    return super.throwableProxyToString(thrown)
        .lines()
        .map(line -> line.replace('\t', ' '))
        .map(line -> "  " + Printable.of(line) + "\n")
        .reduce("", String::concat);
  }
}
