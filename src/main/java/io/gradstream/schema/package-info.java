/** Schema registry client, Avro serdes in its wire format, and the decoder from bytes to a row. */
package io.gradstream.schema;
