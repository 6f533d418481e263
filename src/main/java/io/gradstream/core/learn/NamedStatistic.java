package io.gradstream.core.learn;

/**
 * A number that a model has counted, with the names that people know it by.
 *
 * @param part what counted it: an encoder by kind and place among the features, from 0 ({@code
 *     standard.0}), {@code label} or {@code model}
 * @param of the column, or the category, that it is of; empty where it is of the whole part
 * @param name what it is: {@code count}, {@code mean}, ...
 */
public record NamedStatistic(String part, String of, String name, double value) {}
