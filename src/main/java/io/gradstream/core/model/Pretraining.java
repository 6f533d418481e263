package io.gradstream.core.model;

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

  /** Checks the ranges. */
  public Pretraining {
    if (!(records >= 1 && learningRate > 0 && corruption >= 0 && corruption < 1)) {
      throw new IllegalArgumentException(
          "pre-training takes 1 record or more, a rate above 0 and a corruption in [0, 1); was %d,"
                  .formatted(records)
              + " %s, %s".formatted(learningRate, corruption));
    }
  }
}
