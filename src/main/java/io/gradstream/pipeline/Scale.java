package io.gradstream.pipeline;

/** How many models learn from the input topic. */
public enum Scale {
  /** One model; an input with several partitions is repartitioned to one. */
  SINGLE,
  /** An independent model for each partition of the input. */
  PARTITION
}
