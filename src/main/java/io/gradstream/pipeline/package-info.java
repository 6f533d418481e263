/**
 * What a pipeline is, checked and ready for use: its input, its learner, its topics, its scale.
 *
 * <p>The rest of the program needs these types only, and {@link
 * io.gradstream.pipeline.file.PipelineReader} to get one. How a file says it is in {@code file};
 * this package must not know that.
 */
package io.gradstream.pipeline;
