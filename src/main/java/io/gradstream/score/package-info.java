/**
 * Predictions within a request: scores rows with the newest committed model of a pipeline, in any
 * JVM, with Kafka's consumer and without Kafka Streams.
 */
package io.gradstream.score;
