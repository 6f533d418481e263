package io.gradstream.core.learn;

import io.gradstream.core.text.RealRange;

/**
 * What is made of an encoded record before it is learned, so that a model sees more than there is;
 * predictions and metrics see records as they are.
 *
 * <p>Sources: C. Bishop, "Training with noise is equivalent to Tikhonov regularization", Neural
 * Computation 7, 1995 (jitter); P. Vincent et al., "Extracting and composing robust features with
 * denoising autoencoders", ICML 2008 (masking); N. Japkowicz, S. Stephen, "The class imbalance
 * problem", 2002 (oversampling).
 *
 * @param jitter standard deviation of the Gaussian noise added to each number, in units of the
 *     encoded column, 0 or more
 * @param mask probability with which a feature is taken out, in [0, 1): a number then counts as 0,
 *     a category as absent
 * @param oversampling how many times records of a class are learned, by name or balanced: the whole
 *     part for certain, once more with the probability of the rest; balanced is as often as brings
 *     the class up to the largest, at most 10 times; each copy has noise of its own
 */
public record Augmentation(double jitter, double mask, ClassWeights oversampling) {

  /** What the deviation of noise may be. */
  public static final RealRange JITTER = RealRange.atLeast(0);

  /** What the probability of masking may be. */
  public static final RealRange MASK = RealRange.from(0, 1);

  /** Records are learned as they are. */
  public static final Augmentation NONE = new Augmentation(0, 0, ClassWeights.NONE);

  /** Checks the ranges. */
  public Augmentation {
    JITTER.check("jitter", jitter);
    MASK.check("mask", mask);
  }

  /** Tells whether records are learned as they are. */
  boolean isNone() {
    return jitter == 0 && mask == 0 && oversampling.isNone();
  }
}
