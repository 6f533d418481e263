/**
 * Models for other programs: ONNX files that predict from raw fields, and JSON for people and
 * scripts.
 *
 * <p>It must not know Kafka.
 */
package io.gradstream.export;
