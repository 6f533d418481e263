/** Metrics of predictions against labels, exact over windows and bounded over all time. */
package io.gradstream.core.metric;
