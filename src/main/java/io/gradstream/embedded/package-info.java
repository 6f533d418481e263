/** Broker and schema registry in this process, for the demo, benchmarks and tests. */
package io.gradstream.embedded;
