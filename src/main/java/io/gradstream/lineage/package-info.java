/**
 * Events of OpenLineage about a pipeline that runs: made, and sent to an address or a file without
 * ever holding the pipeline up.
 */
@NullMarked
package io.gradstream.lineage;

import org.jspecify.annotations.NullMarked;
