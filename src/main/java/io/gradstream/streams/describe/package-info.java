/**
 * The description of a pipeline for a person: what it reads, learns and writes, as text.
 *
 * <p>It reads the application's settings and changes nothing; the application must not know it.
 */
package io.gradstream.streams.describe;
