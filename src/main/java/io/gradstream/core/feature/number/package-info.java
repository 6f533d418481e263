/**
 * Encoders of numbers: scaled, bucketed or derived from each other, with what stands in for a
 * missing one.
 *
 * <p>It must not know categories, places or earlier records.
 */
package io.gradstream.core.feature.number;
