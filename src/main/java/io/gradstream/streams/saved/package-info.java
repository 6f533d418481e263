/** Saved models that become those of a pipeline before it first starts. */
package io.gradstream.streams.saved;
