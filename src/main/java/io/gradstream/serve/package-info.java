/**
 * HTTP beside a pipeline: predictions, as plain rows and by the Open Inference Protocol, and the
 * health of the application for whoever supervises it.
 */
package io.gradstream.serve;
