/** Learning on a stream: test, then train; windows, checkpoints and early stopping. */
package io.gradstream.core.learn;
