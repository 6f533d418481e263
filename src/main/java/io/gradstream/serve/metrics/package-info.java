/** What a process tells of itself to Prometheus: its names, types and units. */
package io.gradstream.serve.metrics;
