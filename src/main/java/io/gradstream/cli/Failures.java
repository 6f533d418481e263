package io.gradstream.cli;

import io.gradstream.client.ApplicationException;
import io.gradstream.core.state.StateMismatchException;
import io.gradstream.csv.CsvException;
import io.gradstream.pipeline.PipelineException;
import io.gradstream.schema.registry.SchemaRegistryException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Turns exceptions into messages and exit codes: 2 where what was given must be changed (options, a
 * pipeline, a file, settings), 1 for work that failed. A stack trace is shown for what was not
 * foreseen, and for all with {@code GRADSTREAM_DEBUG=1}.
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
    if (thrown instanceof PipelineException) {
      err.println(thrown.getMessage());
    } else {
      err.println("error: " + message(thrown));
    }
    if (traced) {
      thrown.printStackTrace(err);
    }
    err.flush();
  }

  private static boolean usage(Exception thrown) {
    return thrown instanceof PipelineException
        || thrown instanceof UsageException
        || thrown instanceof ConfigException
        || thrown instanceof CsvException
        || thrown instanceof FileNotFoundException
        || thrown instanceof NoSuchFileException;
  }

  private static boolean foreseen(Exception thrown) {
    return usage(thrown)
        || thrown instanceof ApplicationException
        || thrown instanceof SchemaRegistryException
        || thrown instanceof StateMismatchException
        || thrown instanceof KafkaException
        || thrown instanceof IOException
        || thrown instanceof UncheckedIOException;
  }

  private static String message(Exception thrown) {
    if (thrown instanceof NoSuchFileException) {
      return "there is no file " + thrown.getMessage();
    }
    return thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
  }
}
