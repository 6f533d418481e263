package io.gradstream.serve;

import io.gradstream.pipeline.Http;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's side of TLS: a certificate that was renewed counts for connections from then on. */
final class FreshTls extends SslContextFactory.Server {

  private static final Logger LOG = LoggerFactory.getLogger(FreshTls.class);

  private final FreshFiles<SSLContext> files;
  private SSLContext used;

  /**
   * Reads the certificate and its key.
   *
   * @throws IOException if they cannot be used
   */
  FreshTls(Http.Tls tls) throws IOException {
    files =
        new FreshFiles<>(
            "certificate and key of http.tls",
            List.of(Path.of(tls.certificate()), Path.of(tls.key())),
            () -> PemFiles.read(tls),
            System::nanoTime);
    used = files.get();
    setSslContext(used);
  }

  @Override
  public SSLEngine newSSLEngine(InetSocketAddress address) {
    refresh();
    return super.newSSLEngine(address);
  }

  private synchronized void refresh() {
    SSLContext now = files.get();
    if (now != used) {
      used = now;
      try {
        reload(factory -> factory.setSslContext(now));
      } catch (Exception e) { // which Jetty declares
        LOG.warn("the certificate of http.tls stays as it was", e);
      }
    }
  }
}
