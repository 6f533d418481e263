package io.gradstream.cli;

import io.gradstream.client.ApplicationException;
import io.gradstream.core.state.StateMismatchException;
import io.gradstream.csv.CsvException;
import io.gradstream.export.ExportException;
import io.gradstream.model.SavedModelException;
import io.gradstream.pipeline.PipelineException;
import io.gradstream.schema.registry.SchemaRegistryException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Turns exceptions into messages and exit codes by one rule: 2 where what was given must be changed
 * for the command ever to succeed (the command line, a file, a setting, a pipeline that does not
 * fit its stored model); 1 where the world failed or lacks something (a broker, a registry, a
 * topic, a port, a right, a disk), and the same command may succeed later. A stack trace is shown
 * for what was not foreseen, and for all with {@code GRADSTREAM_DEBUG=1}.
 */
final class Failures implements IExecutionExceptionHandler {

  private static final int FAILED = 1;
  private static final int BAD_USAGE = 2;

  @Override
  public int handleExecutionException(
      Exception thrown, CommandLine commandLine, ParseResult parsed) {
    boolean traced = !foreseen(thrown) || "1".equals(System.getenv("GRADSTREAM_DEBUG"));
    if (LogFormat.JSON.isUsed()) {
      LoggerFactory.getLogger(Failures.class).error(message(thrown), traced ? thrown : null);
    } else {
      print(thrown, traced, commandLine.getErr());
    }
    return usage(thrown) ? BAD_USAGE : FAILED;
  }

  private static void print(Exception thrown, boolean traced, PrintWriter err) {
    if (thrown instanceof PipelineException || thrown instanceof ExportException) {
      err.println(thrown.getMessage());
    } else {
      err.println("error: " + message(thrown));
    }
    if (traced) {
      thrown.printStackTrace(err);
    }
    err.flush();
  }

  private static boolean usage(Throwable thrown) {
    return FileFailure.of(thrown).filter(FileFailure::isOfUser).isPresent()
        || Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
            .anyMatch(Failures::asksForAnother);
  }

  private static boolean asksForAnother(Throwable cause) {
    return cause instanceof PipelineException
        || cause instanceof UsageException
        || cause instanceof ConfigException
        || cause instanceof CsvException
        || cause instanceof ExportException
        || cause instanceof SavedModelException
        || cause instanceof StateMismatchException;
  }

  private static boolean foreseen(Exception thrown) {
    return usage(thrown)
        || thrown instanceof ApplicationException
        || thrown instanceof SchemaRegistryException
        || thrown instanceof KafkaException
        || thrown instanceof IOException
        || thrown instanceof UncheckedIOException;
  }

  private static String message(Exception thrown) {
    return FileFailure.of(thrown)
        .map(FileFailure::message)
        .orElseGet(
            () ->
                thrown.getMessage() == null
                    ? thrown.getClass().getSimpleName()
                    : thrown.getMessage());
  }
}
