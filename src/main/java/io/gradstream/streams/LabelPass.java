package io.gradstream.streams;

import io.gradstream.core.data.MatchKey;
import io.gradstream.core.data.Row;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.Outcome;
import io.gradstream.pipeline.Labels;
import io.gradstream.schema.row.BadRecordException;
import io.gradstream.streams.output.DeadLetters;
import io.gradstream.streams.output.Origin;
import org.apache.kafka.streams.processor.api.Record;

/** What becomes of labels that come in records of their own. */
final class LabelPass implements AutoCloseable {

  /** The key of records that carry their labels. */
  static final byte[] NO_KEY = {};

  private final boolean sameTopic;
  private final Learner learner;
  private final Row label;
  private final RecordDecoder decoder;
  private final MatchKey key;
  private final MatchKey keyOfRecords;
  private final DeadLetters deadLetters;

  LabelPass(TrainerParts parts, Labels labels, Learner learner) {
    this.learner = learner;
    sameTopic = labels.sameTopic();
    label = new Row(labels.layout(parts.pipeline().learner()));
    decoder = parts.labelDecoder(label.layout());
    key = new MatchKey(label.layout(), labels.key());
    keyOfRecords =
        new MatchKey(
            parts.pipeline().layout(), parts.pipeline().learner().delay().orElseThrow().key());
    deadLetters = new DeadLetters(labels.source().topic(), parts.bounds());
  }

  /** Tells whether a record of the input, as it was read, is the label of an earlier one. */
  boolean isLabel(Row row) {
    return sameTopic && row.hasLabel();
  }

  /** Returns by what a record of the input is found by its label. */
  byte[] keyOf(Record<byte[], byte[]> record, Row row) throws BadRecordException {
    byte[] found = keyOfRecords.of(record.key(), row);
    if (found.length == 0) {
      throw new BadRecordException(keyOfRecords.refusal("input", row));
    }
    return found;
  }

  /** Reads a label; returns by what it finds its record. */
  byte[] decode(Record<byte[], byte[]> record) throws BadRecordException {
    decoder.decode(record.headers(), record.value(), label);
    byte[] found = key.of(record.key(), label);
    if (found.length == 0) {
      throw new BadRecordException(key.refusal("labels", label));
    }
    return found;
  }

  /** Takes the label that was read. */
  Outcome take(Record<byte[], byte[]> record, Origin origin, byte[] itsKey) {
    label.setOrigin(origin.partition(), origin.offset());
    return learner.takeLabel(label, record.timestamp(), itsKey);
  }

  DeadLetters deadLetters() {
    return deadLetters;
  }

  @Override
  public void close() {
    decoder.close();
  }
}
