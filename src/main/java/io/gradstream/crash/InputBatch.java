package io.gradstream.crash;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Records that are sent together.
 *
 * @param fate what becomes of them
 */
record InputBatch(Fate fate, List<ProducerRecord<byte[], byte[]>> records) {

  /** How records are sent. */
  enum Fate {
    /** Without a transaction. */
    PLAIN,
    /** In a transaction that is committed. */
    COMMITTED,
    /** In a transaction that is aborted. */
    ABORTED
  }

  InputBatch {
    records = List.copyOf(records);
  }
}
