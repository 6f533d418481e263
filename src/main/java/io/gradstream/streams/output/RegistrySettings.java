package io.gradstream.streams.output;

import io.gradstream.pipeline.Pipeline;
import io.gradstream.schema.registry.SchemaRegistryConfig;
import io.gradstream.schema.registry.SubjectNameStrategy;

/** What a pipeline's {@code kafka} section says of schemas. */
public final class RegistrySettings {

  private RegistrySettings() {}

  /** Returns the settings; a pipeline that is only described has no registry. */
  static SchemaRegistryConfig of(Pipeline pipeline) {
    return SchemaRegistryConfig.withoutRegistry(pipeline.kafka());
  }

  /** Returns how the subjects of values are named. */
  public static SubjectNameStrategy strategy(Pipeline pipeline) {
    return of(pipeline).strategy(false);
  }
}
