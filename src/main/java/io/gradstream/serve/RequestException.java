package io.gradstream.serve;

/** Says why a request is not answered: what was found, what is allowed, what to do. */
final class RequestException extends RuntimeException {

  private static final int BAD_REQUEST = 400;

  private final int status;
  private final String sentence;

  /** Creates the exception with a status of HTTP and a sentence. */
  RequestException(int status, String message) {
    super(message, null, false, false);
    this.status = status;
    sentence = message;
  }

  /** Returns one for what is wrong with the request itself. */
  static RequestException bad(String message) {
    return new RequestException(BAD_REQUEST, message);
  }

  /** Returns what is wrong. */
  String sentence() {
    return sentence;
  }

  /** Returns the status of HTTP. */
  int status() {
    return status;
  }
}
