/** Decoders from a record's bytes straight into the row that the learner reads. */
package io.gradstream.schema.row;
