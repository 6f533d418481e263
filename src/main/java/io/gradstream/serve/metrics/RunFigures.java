package io.gradstream.serve.metrics;

/**
 * How a trainer's process fares, whatever its tasks do: there before any of them is.
 *
 * @param state what Kafka Streams does, in its own word
 * @param stalledSeconds for how long records have stood still, 0 while they move
 * @param waitingOffsets offsets that were written and are not finished, marks among them
 * @param restoredBlocks blocks of models that were restored since this last began to
 * @param blocksToRestore how many were to be restored
 * @param restoreSeconds for how long a restore has been under way, 0 if none is
 * @param lostRecords records that were deleted before they could be read
 * @param repeatedRecords records that came a second time and were passed over
 */
public record RunFigures(
    String state,
    double stalledSeconds,
    long waitingOffsets,
    long restoredBlocks,
    long blocksToRestore,
    double restoreSeconds,
    long lostRecords,
    long repeatedRecords) {}
