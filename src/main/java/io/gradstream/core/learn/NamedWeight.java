package io.gradstream.core.learn;

/**
 * A weight of a linear model, with the names that people know it by.
 *
 * @param feature name of the column: {@code bias}, {@code distance}, {@code carrier=AA}, ...
 * @param output number of the output, that is of the class where there are several
 * @param value the weight
 */
public record NamedWeight(String feature, int output, double value) {}
