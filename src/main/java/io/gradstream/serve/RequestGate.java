package io.gradstream.serve;

import io.gradstream.pipeline.Http;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets requests in that bring a key, if one is asked for, and not too many at once. */
final class RequestGate {

  private static final int TOO_MANY = 429;

  private final Semaphore places;
  private final int maxRequests;
  private final int maxBytes;
  private final long timeout;
  private final Optional<ApiKeys> keys;

  RequestGate(Http http) throws IOException {
    maxRequests = http.maxRequests();
    maxBytes = http.maxBytes();
    places = new Semaphore(maxRequests);
    timeout = TimeUnit.MILLISECONDS.toNanos(http.timeout());
    keys =
        http.apiKeys().isPresent()
            ? Optional.of(new ApiKeys(Path.of(http.apiKeys().get())))
            : Optional.empty();
  }

  /** Returns a handler that asks for a key alone. */
  Handler asked(Handler handler) {
    return context -> {
      keys.ifPresent(each -> each.require(context));
      handler.handle(context);
    };
  }

  /** Answers a request within a time. */
  @FunctionalInterface
  interface Work {
    void answer(Context context, byte[] body, Deadline deadline) throws Exception;
  }

  /** Returns a handler of work: it asks for a key, reads the body, and takes one of the places. */
  Handler limited(Work work) {
    return asked(
        context -> {
          Deadline deadline = new Deadline(timeout);
          byte[] body = RequestBody.read(context, maxBytes, deadline); // it takes no place
          if (!places.tryAcquire()) {
            context.header("Retry-After", "1");
            throw new RequestException(
                TOO_MANY,
                "%d requests are being worked on, as many as http.max-requests allows; try again"
                    .formatted(maxRequests));
          }
          try {
            work.answer(context, body, deadline);
          } finally {
            places.release();
          }
        });
  }
}
