/** Elementary functions with the same bits on every machine. */
package io.gradstream.core.math;
