package io.gradstream.core.metric;

import io.gradstream.core.math.RadixSort;

/** Arrays that metrics work in, kept from window to window; holds nothing between two metrics. */
public final class Workspace {

  private final RadixSort sort = new RadixSort();
  private final MannWhitney pairs = new MannWhitney();
  private double[] answers = {};
  private double[] probabilities = {};

  RadixSort sort() {
    return sort;
  }

  MannWhitney pairs() {
    return pairs;
  }

  double[] answers(int length) {
    return answers = atLeast(answers, length);
  }

  double[] probabilities(int length) {
    return probabilities = atLeast(probabilities, length);
  }

  private static double[] atLeast(double[] array, int length) {
    return array.length < length ? new double[length] : array;
  }
}
