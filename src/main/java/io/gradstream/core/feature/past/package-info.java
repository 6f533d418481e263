/**
 * Encoders that recall earlier records with the same key: lags, rolling statistics and the time
 * since the last record, with the bounded memories that they recall from.
 *
 * <p>A memory is written once a record has been predicted and learned from, never before. This
 * package must not know other encoders.
 */
package io.gradstream.core.feature.past;
