/** Optimizers: immutable rules that move parameters along a gradient. */
package io.gradstream.core.optim;
