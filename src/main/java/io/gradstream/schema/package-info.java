/** Avro serdes in the registry's wire format, and the choice of a registry by its settings. */
package io.gradstream.schema;
