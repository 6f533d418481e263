package io.gradstream.schema.registry;

import java.util.Arrays;
import org.apache.avro.Schema;

/** How the subject is named under which a serializer registers a schema. */
public enum SubjectNameStrategy {
  /** By topic: {@code flights-value}, {@code flights-key}. */
  TOPIC_NAME("TopicNameStrategy") {
    @Override
    public String subject(String topic, boolean isKey, Schema schema) {
      return topic + (isKey ? "-key" : "-value");
    }
  },
  /** By record type: {@code org.example.Flight}. */
  RECORD_NAME("RecordNameStrategy") {
    @Override
    public String subject(String topic, boolean isKey, Schema schema) {
      return schema.getFullName();
    }
  },
  /** By both: {@code flights-org.example.Flight}. */
  TOPIC_RECORD_NAME("TopicRecordNameStrategy") {
    @Override
    public String subject(String topic, boolean isKey, Schema schema) {
      return topic + "-" + schema.getFullName();
    }
  };

  private static final String PACKAGE = "io.confluent.kafka.serializers.subject.";

  private final String simpleName;

  SubjectNameStrategy(String simpleName) {
    this.simpleName = simpleName;
  }

  /** Returns the subject for the key or value of a topic. */
  public abstract String subject(String topic, boolean isKey, Schema schema);

  /** Returns the name by which Confluent's serializers know the strategy. */
  String className() {
    return PACKAGE + simpleName;
  }

  /** Returns the names of all strategies. */
  static String[] classNames() {
    return Arrays.stream(values()).map(SubjectNameStrategy::className).toArray(String[]::new);
  }

  /** Returns the strategy of a class name. */
  static SubjectNameStrategy of(String className) {
    return Arrays.stream(values())
        .filter(strategy -> strategy.className().equals(className))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such strategy: " + className));
  }
}
