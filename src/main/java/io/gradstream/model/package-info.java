/**
 * The model topic: what a trainer has committed of its model, and how others follow it. Knows
 * Kafka's consumer and nothing of Kafka Streams.
 */
package io.gradstream.model;
