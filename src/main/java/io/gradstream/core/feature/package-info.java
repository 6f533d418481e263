/**
 * What every encoder is made of: a {@link io.gradstream.core.feature.Feature} is the rule, an
 * {@link io.gradstream.core.feature.Encoder} the same rule bound to its state, and a {@link
 * io.gradstream.core.feature.FeaturePlan} runs all encoders of a model over a row.
 *
 * <p>The encoders themselves are in the packages below, one for each subject. This package knows
 * dictionaries of categories, but none of the encoders, and nothing of the model that learns from
 * their columns.
 */
package io.gradstream.core.feature;
