package io.gradstream.serve;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * What the server answers where no route was reached: to a request that is no HTTP, whose URL
 * cannot be read or whose head is too long. Jetty's own answer is a page for people.
 */
final class JsonErrors extends ErrorHandler {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public boolean errorPageForMethod(String method) {
    return true; // whoever sends a strange method is told, too
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback)
      throws IOException {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Answers.TYPE);
    byte[] body = JSON.writeValueAsBytes(Map.of("error", sentence(code, message)));
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  /** Jetty's reasons are short and of its own words, so that they come last. */
  private static String sentence(int code, @Nullable String reason) {
    String sentence =
        switch (code) {
          case HttpStatus.BAD_REQUEST_400 ->
              "the request is no HTTP, or its URL cannot be read: what is not a letter, a digit or one of -._~ must be written as % and two hexadecimal digits";
          case HttpStatus.URI_TOO_LONG_414, HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 ->
              "the URL and headers of the request are longer than 8 KiB";
          case HttpStatus.SERVICE_UNAVAILABLE_503 -> "the server is stopping; try another";
          default -> HttpStatus.getMessage(code);
        };
    boolean says = reason != null && !reason.isBlank() && !sentence.contains(reason);
    return says ? sentence + " (" + reason + ")" : sentence;
  }
}
