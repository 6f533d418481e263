/** What a trainer and a topic's scorer tell of themselves through the sensors of Kafka Streams. */
@NullMarked
package io.gradstream.streams.sensors;

import org.jspecify.annotations.NullMarked;
