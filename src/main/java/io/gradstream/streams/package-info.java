/**
 * The Kafka Streams application: topology, processors and the store that commits with the offsets,
 * with the checks that are made before it starts.
 *
 * <p>It must not know how a running pipeline is described to a person.
 */
package io.gradstream.streams;
