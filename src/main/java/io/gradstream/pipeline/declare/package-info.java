/**
 * A small library for YAML files whose keys are declared once: a {@link
 * io.gradstream.pipeline.declare.Key} has a name, a {@link io.gradstream.pipeline.declare.Type}, a
 * default and a sentence, and from that come reading, checking, documentation and JSON Schema.
 *
 * <p>Every problem is collected with its line before the file is refused. The library must know
 * nothing of pipelines or of learning; of {@code core} it uses the text helpers only.
 */
package io.gradstream.pipeline.declare;
