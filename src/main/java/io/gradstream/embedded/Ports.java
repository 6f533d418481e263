package io.gradstream.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Chooses ports of the loopback interface. */
final class Ports {

  /** Below the ranges from which systems take the ports of outgoing connections. */
  private static final int LOWEST = 20_000;

  private static final int HIGHEST = 32_000;
  private static final int ATTEMPTS = 1000;

  private Ports() {}

  /**
   * Returns a port that nobody listens on.
   *
   * <p>Not the one a system would offer for port 0: any client may get that one before the server
   * binds it, and Kafka ends the process when its controller cannot bind.
   */
  static int free() throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IOException("no free port from " + LOWEST + " to " + HIGHEST + " on 127.0.0.1");
  }

  /** Tells whether a server could listen on {@code port}. */
  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
