package io.gradstream.streams;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A port before a server: shut, nobody answers there and what was connected is cut off. */
final class Door implements Closeable {

  private final URI server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final int port;
  private ServerSocket listener;

  /** Opens a door before the server at {@code url}. */
  Door(String url) throws IOException {
    server = URI.create(url);
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    port = listener.getLocalPort();
    admit(listener);
  }

  /** Returns the URL by which the server is reached through this door. */
  String url() {
    return "http://127.0.0.1:" + port;
  }

  void shut() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }

  void open() throws IOException {
    listener = new ServerSocket();
    listener.setReuseAddress(true);
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    admit(listener);
  }

  @Override
  public void close() throws IOException {
    shut();
  }

  private void admit(ServerSocket open) {
    start(
        () -> {
          while (!open.isClosed()) {
            Socket client = open.accept();
            Socket behind = new Socket(server.getHost(), server.getPort());
            sockets.addAll(List.of(client, behind));
            start(() -> client.getInputStream().transferTo(behind.getOutputStream()));
            start(() -> behind.getInputStream().transferTo(client.getOutputStream()));
          }
        });
  }

  private static void start(Transfer transfer) {
    Thread thread =
        new Thread(
            () -> {
              try {
                transfer.run();
              } catch (IOException e) {
                // the door was shut
              }
            },
            "door");
    thread.setDaemon(true);
    thread.start();
  }

  private interface Transfer {
    void run() throws IOException;
  }
}
