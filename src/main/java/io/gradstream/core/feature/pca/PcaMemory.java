package io.gradstream.core.feature.pca;

import io.gradstream.core.data.Row;
import io.gradstream.core.feature.Memory;
import io.gradstream.core.feature.dictionary.Dictionary;
import java.util.ArrayList;
import java.util.List;

/** What the encoders of one {@link Pca} share: the inner dictionary, and each other's axes. */
final class PcaMemory implements Memory {

  private final Dictionary dictionary;
  private final List<PrincipalAxes> axes = new ArrayList<>();

  PcaMemory(Dictionary dictionary) {
    this.dictionary = dictionary;
  }

  Dictionary dictionary() {
    return dictionary;
  }

  /** Notes axes whose columns are those of the dictionary. */
  void add(PrincipalAxes user) {
    axes.add(user);
  }

  /** Forgets expired categories, in the axes of model and checkpoint alike. */
  void expire(long time) {
    dictionary.tick(time);
    dictionary.expire(row -> axes.forEach(user -> user.forget(row - 1)));
  }

  @Override
  public void remember(Row row) {
    // categories become known when a record is observed, not afterwards
  }

  @Override
  public void refresh() {
    dictionary.restored();
  }

  @Override
  public void merge(Memory twin) {
    // the plan of the inner encoders merges the dictionary
  }
}
