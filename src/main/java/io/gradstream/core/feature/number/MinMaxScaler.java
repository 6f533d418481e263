package io.gradstream.core.feature.number;

import io.gradstream.core.feature.Binding;
import io.gradstream.core.state.DoubleArray;

/** The scaler of {@link Scaling.MinMax}; state: the extremes. */
final class MinMaxScaler extends MeanScaler {

  private final DoubleArray least;
  private final DoubleArray greatest;

  MinMaxScaler(Binding binding, int size) {
    super(binding, size);
    least = binding.scope().doubles(binding.name() + ".least", size);
    greatest = binding.scope().doubles(binding.name() + ".greatest", size);
  }

  @Override
  void count(int i, double x) {
    widen(i, x, x);
  }

  @Override
  double scaled(int i, double x) {
    double min = least.get(i);
    double range = greatest.get(i) - min;
    return range > 0 ? (x - min) / range : 0;
  }

  @Override
  void merge(int i, MeanScaler twin) {
    MinMaxScaler other = (MinMaxScaler) twin;
    widen(i, other.least.get(i), other.greatest.get(i));
  }

  private void widen(int i, double min, double max) {
    if (isEmpty(i) || min < least.get(i)) {
      least.set(i, min);
    }
    if (isEmpty(i) || max > greatest.get(i)) {
      greatest.set(i, max);
    }
  }
}
