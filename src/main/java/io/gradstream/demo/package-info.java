/** The demo: a pipeline on an embedded broker, from CSV file to figures. */
package io.gradstream.demo;
