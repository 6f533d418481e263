package io.gradstream.serve;

/** Says why a request is not answered: what was found, what is allowed, what to do. */
public final class RequestException extends RuntimeException {

  private static final int BAD_REQUEST = 400;

  private final int status;
  private final String sentence;

  /** Creates the exception with a status of HTTP and a sentence. */
  public RequestException(int status, String message) {
    super(message, null, false, false);
    this.status = status;
    sentence = message;
  }

  /** Returns one for what is wrong with the request itself. */
  public static RequestException bad(String message) {
    return new RequestException(BAD_REQUEST, message);
  }

  /** Returns what is wrong. */
  public String sentence() {
    return sentence;
  }

  /** Returns the status of HTTP. */
  public int status() {
    return status;
  }
}
