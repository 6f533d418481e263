/**
 * Encoders of categories and texts: a column for each category, hashed columns, or a statistic of
 * the category such as its frequency.
 *
 * <p>It must not know the encoders of numbers, of places or of earlier records.
 */
package io.gradstream.core.feature.category;
