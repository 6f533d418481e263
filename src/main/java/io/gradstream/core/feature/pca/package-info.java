/**
 * Principal components of the columns that other encoders make, found while records arrive.
 *
 * <p>It wraps any encoders and is wrapped by none, so no other package of encoders may know it.
 */
package io.gradstream.core.feature.pca;
