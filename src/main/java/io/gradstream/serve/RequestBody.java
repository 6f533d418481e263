package io.gradstream.serve;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads the body of a request, within its time and as far as it may be large. */
final class RequestBody {

  private static final int STALLED = 408;
  private static final int TOO_LARGE = 413;
  private static final int CHUNK = 8192;

  private RequestBody() {}

  static byte[] read(Context context, int maxBytes, Deadline deadline) throws IOException {
    if (context.contentLength() > maxBytes) {
      throw tooLarge(maxBytes);
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream(CHUNK);
    byte[] chunk = new byte[CHUNK];
    InputStream in = context.bodyInputStream();
    for (int count = more(in, chunk); count >= 0; count = more(in, chunk)) {
      deadline.check();
      body.write(chunk, 0, count);
      if (body.size() > maxBytes) {
        throw tooLarge(maxBytes);
      }
    }
    return body.toByteArray();
  }

  /** What has stalled would get an answer without a word. */
  private static int more(InputStream in, byte[] chunk) throws IOException {
    try {
      return in.read(chunk);
    } catch (IOException e) {
      if (e.getCause() instanceof TimeoutException) {
        throw new RequestException(
            STALLED,
            "nothing more of the request's body came for %d s; send it again"
                .formatted(TimeUnit.MILLISECONDS.toSeconds(HttpService.STALLED_MILLIS)));
      }
      throw e;
    }
  }

  private static RequestException tooLarge(int maxBytes) {
    return new RequestException(
        TOO_LARGE,
        "the body of the request is larger than http.max-bytes allows (%,d)".formatted(maxBytes));
  }
}
