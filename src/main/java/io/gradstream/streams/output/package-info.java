/**
 * What the application writes: predictions, metrics, decisions and dead letters, in each format,
 * with their schemas and the bounds on their size.
 *
 * <p>It must not know the topology or the processors that call it.
 */
package io.gradstream.streams.output;
