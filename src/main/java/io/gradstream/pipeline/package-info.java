/**
 * The pipeline file: what it may say, declared once, and how it is read and checked.
 *
 * <p>A file becomes a tree of located nodes ({@link io.gradstream.pipeline.NodeReader}); the
 * declaration ({@link io.gradstream.pipeline.PipelineKeys}) turns nodes into values, collecting
 * every problem on the way; the documentation is printed from the same declaration.
 */
package io.gradstream.pipeline;
