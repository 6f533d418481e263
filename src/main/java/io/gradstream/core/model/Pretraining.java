package io.gradstream.core.model;

import io.gradstream.core.text.RealRange;
import io.gradstream.core.text.WholeRange;

/**
 * Greedy layer-wise pre-training: each hidden layer learns to reconstruct its inputs, one after the
 * other, before anything is learned from labels.
 *
 * <p>Source: Y. Bengio, P. Lamblin, D. Popovici, H. Larochelle, "Greedy layer-wise training of deep
 * networks", NIPS 2006; with noise, P. Vincent et al., "Extracting and composing robust features
 * with denoising autoencoders", ICML 2008.
 *
 * @param records records that it takes, labelled or not, shared evenly among the layers; 1 or more
 * @param learningRate rate of its steps, one each record, by plain gradient descent; above 0
 * @param corruption probability with which an input is hidden from the layer that is to reconstruct
 *     it, in [0, 1)
 */
public record Pretraining(long records, double learningRate, double corruption) {

  /** How many records it may take. */
  public static final WholeRange RECORDS = WholeRange.atLeast(1);

  /** What the rate may be. */
  public static final RealRange LEARNING_RATE = RealRange.above(0);

  /** What the probability of hiding an input may be. */
  public static final RealRange CORRUPTION = RealRange.from(0, 1);

  /** Checks the ranges. */
  public Pretraining {
    RECORDS.check("records", records);
    LEARNING_RATE.check("learning-rate", learningRate);
    CORRUPTION.check("corruption", corruption);
  }
}
