package io.gradstream.cli;

import io.gradstream.core.text.Printable;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * The last guard before the terminal: whatever a command prints of topics, files and other
 * programs, nothing controls the terminal but ends of lines. An escape is the one that JSON has, so
 * that JSON stays what it is.
 */
final class PlainOutput extends FilterWriter {

  private PlainOutput(Writer out) {
    super(out);
  }

  /** Runs a command with its output guarded; what picocli says itself is ours, and may be bold. */
  static int run(ParseResult parsed) {
    Integer helped = CommandLine.executeHelpRequest(parsed);
    if (helped != null) {
      return helped;
    }
    List<CommandLine> commands = parsed.asCommandLineList();
    CommandLine command = commands.get(commands.size() - 1);
    command.setOut(guarded(command.getOut())).setErr(guarded(command.getErr()));
    try {
      return new RunLast().execute(parsed);
    } finally {
      command.getOut().flush();
      command.getErr().flush();
    }
  }

  static PrintWriter guarded(Writer out) {
    return new PrintWriter(new PlainOutput(out), true);
  }

  /** Says that nobody reads any more, which a writer within swallows. */
  @Override
  public void flush() throws IOException {
    super.flush();
    if (out instanceof PrintWriter inner && inner.checkError()) {
      throw new IOException("nobody reads the output any more");
    }
  }

  @Override
  public void write(int c) throws IOException {
    char one = (char) c;
    if (one == '\n' || one == '\t' || Character.isSurrogate(one) || Printable.isPlain(one)) {
      out.write(one);
    } else {
      out.write(Printable.escape(one));
    }
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      write(text[i]);
    }
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      write(text.charAt(i));
    }
  }
}
