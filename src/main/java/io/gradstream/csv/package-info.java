/** From CSV files to Avro: reading, inferring a schema, encoding. */
package io.gradstream.csv;
