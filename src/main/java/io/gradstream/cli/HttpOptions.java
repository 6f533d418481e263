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

  /** Where a port comes from that is not given. */
  static final String USUAL_PORT = "${env:GRADSTREAM_HTTP_PORT}";

  /** Where a host comes from that is not given. */
  static final String USUAL_HOST = "${env:GRADSTREAM_HTTP_HOST}";

  /** What a description says of the host. */
  static final String OF_HOST =
      "Where that port listens; 0.0.0.0 for all addresses of this machine (default:"
          + " GRADSTREAM_HTTP_HOST, else http.host of the file, else 127.0.0.1).";

  /** Why a host is refused where there is no port. */
  static final String NO_PORT =
      "says where a port listens, and there is none: give --http-port, too, or leave it out";

  @Option(
      names = PORT,
      paramLabel = "PORT",
      defaultValue = USUAL_PORT,
      description =
          "Answer predictions over HTTP on this port, 0 for a free one (default:"
              + " GRADSTREAM_HTTP_PORT, else http.port of the file, else none).")
  private @Nullable Integer port;

  @Option(names = HOST, paramLabel = "HOST", defaultValue = USUAL_HOST, description = OF_HOST)
  private @Nullable String host;

  /** Returns the pipeline with what the options say; what its file says does not count. */
  Pipeline alone(Pipeline pipeline) {
    return appliedTo(pipeline.withHttp(pipeline.http().nowhere()));
  }

  /** Returns the pipeline with what the options say. */
  Pipeline appliedTo(Pipeline pipeline) {
    return applied(pipeline, port, host);
  }

  /** Returns the pipeline with a port and a host, of which null leaves what its file says. */
  static Pipeline applied(Pipeline pipeline, @Nullable Integer port, @Nullable String host) {
    Http http = pipeline.http();
    String where = host == null || host.isBlank() ? http.host() : host;
    if (port != null) {
      Options.requirePortOrFree(PORT, port);
      return pipeline.withHttp(http.at(port, where));
    }
    return pipeline.withHttp(http.on(where));
  }
}
