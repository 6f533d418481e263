/** Records that wait for their labels, and labels that wait for their records. */
package io.gradstream.core.delay;
