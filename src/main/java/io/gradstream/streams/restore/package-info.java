/** How far the stored model has been read back before records are taken, and what holds it up. */
package io.gradstream.streams.restore;
