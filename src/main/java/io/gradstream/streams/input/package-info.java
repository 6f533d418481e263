/**
 * What of the input has been read, and what became of it meanwhile: records that were deleted or
 * would come again, topics that were made again, whatever keeps records from moving.
 */
package io.gradstream.streams.input;
