/** Benchmarks: what the learner costs alone, what it costs beside Kafka, and how that grows. */
package io.gradstream.bench;
