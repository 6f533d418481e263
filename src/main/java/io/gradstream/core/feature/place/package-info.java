/**
 * Encoders of places, on the clock and on the globe: time of day or year as a point on a circle,
 * distance between positions, and membership of an area.
 *
 * <p>It must not know other encoders.
 */
package io.gradstream.core.feature.place;
