/** The learner alone over a file: no Kafka, the same decoding, the same figures. */
package io.gradstream.eval;
