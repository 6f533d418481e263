/** Losses: how wrong an output is, and in which direction. */
package io.gradstream.core.loss;
