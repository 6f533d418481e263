/** Faults on purpose, and whether they changed anything: {@code gradstream crash-test}. */
@NullMarked
package io.gradstream.crash;

import org.jspecify.annotations.NullMarked;
