/**
 * The categories that a model has met: each gets a row number, may be limited in number, and may
 * expire.
 *
 * <p>It knows categories as hashes of their texts. It must not know which encoder asks, nor what a
 * row number is used for.
 */
package io.gradstream.core.feature.dictionary;
