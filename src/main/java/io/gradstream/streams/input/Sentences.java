package io.gradstream.streams.input;

import io.gradstream.model.InputTopic;
import java.util.Locale;

/** What is said of lost and repeated records, at start and at work alike. */
final class Sentences {

  static final String OF_ANOTHER =
      ". Restore input.topic, or give the pipeline a name of its own (key 'pipeline'); if the model"
          + " is to go on with the other topic, 'on-data-loss: continue' lets it";

  private Sentences() {}

  static String another(InputTopic now, InputTopic before) {
    return "the stored model of this pipeline's name has learned from topic '%s', and the pipeline reads '%s'"
        .formatted(before.name(), now.name());
  }

  static String deleted(int partition, long from, long to) {
    return records(partition, from, to)
        + " were deleted before they were read; let retention.ms and retention.bytes of the topic"
        + " be more than what the pipeline may be behind";
  }

  static String passedOver(int partition, long from, long to) {
    return records(partition, from, to)
        + " were passed over: the group's offset was moved beyond what the model has read";
  }

  static String again(int partition, long from, long to) {
    return records(partition, from, to)
        + (to - from == 1 ? " comes" : " come")
        + " again, and the model has learned from what is before offset "
        + to;
  }

  static String replaced(InputTopic now, InputTopic before) {
    return "topic '%s' was deleted and made again since the model last read it (its id was %s, is %s)"
        .formatted(now.name(), before.id(), now.id());
  }

  static String added(InputTopic topic, int before, int now) {
    return "topic '%s' has %d partitions, and had %d when the model last read it; the new ones are read from their beginning"
        .formatted(topic.name(), now, before);
  }

  /** Says which, the last included. */
  private static String records(int partition, long from, long to) {
    return to - from == 1
        ? String.format(Locale.ROOT, "record %,d of partition %d", from, partition)
        : String.format(Locale.ROOT, "records %,d to %,d of partition %d", from, to - 1, partition);
  }
}
