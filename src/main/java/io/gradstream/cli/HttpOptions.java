package io.gradstream.cli;

import io.gradstream.pipeline.Http;
import io.gradstream.pipeline.Pipeline;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where a pipeline is asked over HTTP. */
final class HttpOptions {

  /** What the names of the options begin with. */
  static final String NAME = "--http";

  static final String PORT = NAME + "-port";

  static final String HOST = NAME + "-host";

  /** Why a host is refused where there is no port. */
  static final String NO_PORT =
      "says where a port listens, and there is none: give --http-port, too, or leave it out";

  @Option(
      names = PORT,
      paramLabel = "PORT",
      defaultValue = "${env:GRADSTREAM_HTTP_PORT}",
      description =
          "Answer predictions over HTTP on this port, 0 for a free one (default:"
              + " GRADSTREAM_HTTP_PORT, else http.port of the file, else none).")
  private @Nullable Integer port;

  @Option(
      names = HOST,
      paramLabel = "HOST",
      defaultValue = "${env:GRADSTREAM_HTTP_HOST}",
      description =
          "Where that port listens; 0.0.0.0 for all addresses of this machine (default:"
              + " GRADSTREAM_HTTP_HOST, else http.host of the file, else 127.0.0.1).")
  private @Nullable String host;

  /** Returns the pipeline with what the options say; what its file says does not count. */
  Pipeline alone(Pipeline pipeline) {
    return appliedTo(pipeline.withHttp(pipeline.http().nowhere()));
  }

  /** Returns the pipeline with what the options say. */
  Pipeline appliedTo(Pipeline pipeline) {
    Http http = pipeline.http();
    String where = host == null || host.isBlank() ? http.host() : host;
    if (port != null) {
      Options.requirePortOrFree(PORT, port);
      return pipeline.withHttp(http.at(port, where));
    }
    return pipeline.withHttp(http.on(where));
  }
}
