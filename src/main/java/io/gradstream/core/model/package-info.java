/** Models: parameters, scores and gradients. */
package io.gradstream.core.model;
