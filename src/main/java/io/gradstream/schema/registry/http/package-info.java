/** The client of a registry that speaks the Confluent Schema Registry's REST API. */
package io.gradstream.schema.registry.http;
