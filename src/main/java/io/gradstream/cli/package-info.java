/** The commands of {@code bin/gradstream}: thin, each prints what its {@code --help} says. */
package io.gradstream.cli;
