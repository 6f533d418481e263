package io.gradstream.schema;

import org.apache.avro.Schema;

/**
 * A schema as a registry holds it.
 *
 * @param subject name under which it is registered, such as {@code flights-value}
 * @param version position in the subject, from 1
 * @param id number in the wire format, the same wherever the same schema is registered
 * @param schema the schema itself
 */
public record RegisteredSchema(String subject, int version, int id, Schema schema) {}
