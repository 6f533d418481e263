package io.gradstream.schema.registry;

/**
 * Names a registered schema whose types another schema uses without defining them.
 *
 * @param name full name of the type that is used, such as {@code org.example.Airport}
 * @param subject name under which it is registered
 * @param version position in that subject, from 1
 */
public record SchemaReference(String name, String subject, int version) {}
