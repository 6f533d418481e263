/** The learning core: encoding, models, optimizers, metrics and learners; imports the JDK only. */
package io.gradstream.core;
