package io.gradstream.cli;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.gradstream.core.text.Printable;

/** A log line's message, in which nothing controls a terminal; named in the logging file. */
public final class PrintableMessage extends MessageConverter {

  @Override
  public String convert(ILoggingEvent event) {
    return Printable.lines(event.getFormattedMessage());
  }
}
