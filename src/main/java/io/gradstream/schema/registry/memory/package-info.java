/** A registry of its own, in memory: what {@code mock://} and the embedded server serve. */
package io.gradstream.schema.registry.memory;
