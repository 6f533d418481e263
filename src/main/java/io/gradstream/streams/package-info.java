/**
 * The Kafka Streams application: topology, processors and the store that commits with the offsets.
 */
package io.gradstream.streams;
