package io.gradstream.streams.input;

import io.gradstream.core.learn.Decision;

/**
 * Something that was found about the input, for the log and the decisions topic.
 *
 * @param kind what was found
 * @param action what is done about it
 * @param reason a sentence that names partition and offsets
 * @param count how many records, or partitions, it speaks for
 */
public record Notice(Decision.Kind kind, String action, String reason, long count) {}
