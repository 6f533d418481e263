package io.gradstream.bench;

/**
 * What a pass over some rows cost the thread that made it.
 *
 * @param nanos processor time a row, in nanoseconds
 * @param bytes bytes allocated a row
 */
record Cost(double nanos, double bytes) {}
