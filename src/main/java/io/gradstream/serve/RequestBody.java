package io.gradstream.serve;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads the body of a request, within its time and as far as it may be large. */
final class RequestBody {

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
    for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
      deadline.check();
      body.write(chunk, 0, count);
      if (body.size() > maxBytes) {
        throw tooLarge(maxBytes);
      }
    }
    return body.toByteArray();
  }

  private static RequestException tooLarge(int maxBytes) {
    return new RequestException(
        TOO_LARGE,
        "the body of the request is larger than http.max-bytes allows (%,d)".formatted(maxBytes));
  }
}
