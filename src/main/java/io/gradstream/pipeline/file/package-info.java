/**
 * The pipeline file: what it may say, declared once, and how it is read and checked.
 *
 * <p>A file becomes a tree of located nodes ({@link io.gradstream.pipeline.declare.NodeReader});
 * the declaration ({@link io.gradstream.pipeline.file.PipelineKeys}) turns nodes into values and
 * collects every problem on the way. What one key alone cannot tell is checked afterwards, by the
 * classes named {@code ...Fit}. The documentation is printed from the same declaration.
 *
 * <p>It must not know Kafka, schemas or how a pipeline is run.
 */
package io.gradstream.pipeline.file;
