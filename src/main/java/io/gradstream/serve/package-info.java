/** HTTP beside a running pipeline: the health of the application, for whoever supervises it. */
package io.gradstream.serve;
