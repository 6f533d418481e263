package io.gradstream.core.graph;

/**
 * A table in a {@link Graph}: a row for each record, or one row that is the same for all.
 *
 * @param name by which the graph knows it
 */
public record Node(String name) {}
