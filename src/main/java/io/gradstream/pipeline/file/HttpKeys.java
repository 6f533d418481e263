package io.gradstream.pipeline.file;

import io.gradstream.pipeline.Http;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.Section;
import io.gradstream.pipeline.declare.Text;
import io.gradstream.pipeline.declare.TimeSpan;
import io.gradstream.pipeline.declare.Whole;
import io.gradstream.pipeline.declare.Words;
import java.util.List;

/** Declares {@code http}. */
final class HttpKeys {

  private static final int MOST_BYTES = 1 << 28;
  private static final int MOST_ROWS = 1_000_000;
  private static final int MOST_REQUESTS = 1024;

  private static final Text FILE = Text.matching("the path of a file", "\\S.*");

  private static final Key<Integer> PORT =
      Key.optional(
          "port",
          new Whole(0, 65_535),
          "nothing listens, unless the command line says --http-port",
          "8080",
          "Where it listens; 0 for a free port, which is logged.");

  private static final Key<String> HOST =
      Key.withDefault(
              "host",
              Text.matching("a host's name or address", "[\\w.:-]+"),
              "127.0.0.1",
              "The address where it listens; 0.0.0.0 for all of the machine's.")
          .withExample("0.0.0.0");

  private static final Key<String> API_KEYS =
      Key.optional(
          "api-keys",
          FILE,
          "whoever reaches the port may ask",
          "/etc/gradstream/api-keys",
          "A file with a key a line, 16 characters or more; lines that begin with # are comments."
              + " Every request but those of health must bring one, as `Authorization: Bearer KEY`"
              + " or `X-API-Key: KEY`. It is read again when it has changed.");

  private static final Key<String> CERTIFICATE =
      Key.required(
          "certificate",
          FILE,
          "/etc/gradstream/tls.crt",
          "The certificate of the server, and those between it and its root, in PEM.");

  private static final Key<String> PRIVATE_KEY =
      Key.required(
          "key",
          FILE,
          "/etc/gradstream/tls.key",
          "The private key of the certificate: PKCS#8 in PEM, not encrypted.");

  private static final Key<Http.Tls> TLS =
      Key.optional(
          "tls",
          new Section<>(
              List.of(CERTIFICATE, PRIVATE_KEY),
              values -> new Http.Tls(values.get(CERTIFICATE), values.get(PRIVATE_KEY))),
          "plain HTTP",
          "{certificate: /etc/gradstream/tls.crt, key: /etc/gradstream/tls.key}",
          "TLS in place of plain HTTP.");

  private static final Key<Integer> MAX_BYTES =
      Key.withDefault(
              "max-bytes",
              new Whole(1, MOST_BYTES),
              "1048576",
              "How large the body of a request may be; a larger one is answered with 413.")
          .withExample("4194304");

  private static final Key<Integer> MAX_ROWS =
      Key.withDefault(
              "max-rows",
              new Whole(1, MOST_ROWS),
              "1000",
              "How many rows a request may have; more are answered with 413.")
          .withExample("100");

  private static final Key<Integer> MAX_REQUESTS =
      Key.withDefault(
              "max-requests",
              new Whole(1, MOST_REQUESTS),
              "64",
              "How many requests are worked on at once; the next one is answered with 429.")
          .withExample("16");

  private static final Key<Long> TIMEOUT =
      Key.withDefault(
              "timeout",
              new TimeSpan(),
              "10s",
              "How long a request may take; one that takes longer is answered with 503.")
          .withExample("2s");

  private static final Key<Boolean> METRICS_NEED_KEY =
      Key.withDefault(
              "metrics-need-key",
              Words.trueOrFalse(),
              "false",
              "Whether /metrics asks for one of the api-keys, too; otherwise it asks for none.")
          .withExample("true");

  static final Section<Http> TYPE =
      new Section<>(
          List.of(
              PORT,
              HOST,
              API_KEYS,
              TLS,
              MAX_BYTES,
              MAX_ROWS,
              MAX_REQUESTS,
              TIMEOUT,
              METRICS_NEED_KEY),
          values ->
              new Http(
                  values.find(PORT),
                  values.get(HOST),
                  values.find(API_KEYS),
                  values.find(TLS),
                  values.get(MAX_BYTES),
                  values.get(MAX_ROWS),
                  values.get(MAX_REQUESTS),
                  values.get(TIMEOUT),
                  values.get(METRICS_NEED_KEY)));

  private HttpKeys() {}
}
