/** Ordinary Kafka clients around a pipeline: producing CSV files, reading the output topics. */
package io.gradstream.client;
