/** Several learners over one encoding, and the mixture of what they predict. */
package io.gradstream.core.race;
