/**
 * What people see of a pipeline: its windows, decisions, dead letters, predictions and weights in
 * bounded memory, as the page and the report draw them.
 */
@NullMarked
package io.gradstream.watch;

import org.jspecify.annotations.NullMarked;
