package io.gradstream.streams.input;

/** What JMX shows of a pipeline's input, as {@code io.gradstream:type=input,pipeline=NAME}. */
public interface InputMetrics {

  /** Returns for how many seconds records have stood still, 0 while they move. */
  long getStalledSeconds();

  /** Returns why they stand still, empty while they move. */
  String getStallReason();

  /** Returns how many offsets have been written and are not finished, marks among them. */
  long getWaitingOffsets();

  /** Returns how many blocks of models have been restored since this instance last began to. */
  long getRestoredBlocks();

  /** Returns how many were to be restored; more than are restored while that is under way. */
  long getBlocksToRestore();

  /** Returns for how many seconds a restore has been under way, 0 if none is. */
  double getRestoreSeconds();

  /** Returns how many records were deleted before this instance could read them. */
  long getLostRecords();

  /** Returns how many records came a second time to this instance and were passed over. */
  long getRepeatedRecords();
}
