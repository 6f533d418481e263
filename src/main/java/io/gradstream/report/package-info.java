/** What people read at the end of a run. */
package io.gradstream.report;
