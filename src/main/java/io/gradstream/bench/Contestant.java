package io.gradstream.bench;

import java.io.IOException;

/** What is measured beside others: the same work over the same rows at every pass. */
interface Contestant {

  /** Makes a pass over all rows, from a fresh start, and returns what each of them cost. */
  Cost pass() throws IOException;
}
