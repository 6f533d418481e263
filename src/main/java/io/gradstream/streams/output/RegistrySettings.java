package io.gradstream.streams.output;

import io.gradstream.pipeline.Pipeline;
import io.gradstream.schema.registry.SchemaRegistryConfig;
import io.gradstream.schema.registry.SubjectNameStrategy;
import java.util.HashMap;
import java.util.Map;

/** What a pipeline's {@code kafka} section says of schemas. */
public final class RegistrySettings {

  private RegistrySettings() {}

  /**
   * Returns the settings. The registry's URL is no matter here, and a pipeline that is only
   * described has none.
   */
  static SchemaRegistryConfig of(Pipeline pipeline) {
    Map<String, String> settings = new HashMap<>(pipeline.kafka());
    settings.putIfAbsent(SchemaRegistryConfig.URL, "-");
    return new SchemaRegistryConfig(settings);
  }

  /** Returns how the subjects of values are named. */
  public static SubjectNameStrategy strategy(Pipeline pipeline) {
    return of(pipeline).strategy(false);
  }
}
