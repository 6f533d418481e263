package io.gradstream.crash;

import io.gradstream.core.data.RowLayout;
import java.util.Random;

/**
 * A topic that records are made up for.
 *
 * @param layout what is read of them
 * @param unlabelled the share of them in which the label is null
 * @param tells whether their first number tells the label; of labels it is a weight
 * @param format how they are written
 */
record InputSource(
    String topic, RowLayout layout, double unlabelled, boolean tells, InputFormat format) {

  /** Of records that carry their label. */
  static final double FEW = 0.1;

  /** Of records of which the others are labels. */
  static final double MOST = 0.6;

  InputRows rows(Random random) {
    return new InputRows(layout, unlabelled, tells, random);
  }
}
