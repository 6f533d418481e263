package io.gradstream.cli;

import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.schema.SchemaRegistries;
import io.gradstream.schema.registry.SchemaRegistryConfig;
import io.gradstream.streams.InputFeatures;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.CommonClientConfigs;
import picocli.CommandLine.Parameters;

/** The PIPELINE parameter that many commands share. */
final class PipelineParameter {

  @Parameters(paramLabel = "PIPELINE", description = "The pipeline file (YAML).")
  Path file;

  /** Reads the file and checks what it gives to Kafka. */
  Pipeline read() {
    Pipeline pipeline = PipelineReader.read(file, System.getenv());
    KafkaSettings.check(pipeline, file);
    return pipeline;
  }

  /** Reads the file; only to choose {@code features: auto} is the registry asked. */
  InputFeatures readWithFeatures() {
    Pipeline pipeline = read();
    if (!pipeline.choosesFeatures()) {
      return new InputFeatures(pipeline, List.of());
    }
    KafkaSettings.require(pipeline, file, SchemaRegistryConfig.URL);
    return InputFeatures.choose(pipeline, SchemaRegistries.from(pipeline.kafka()));
  }

  /** Reads the file for a running pipeline, which needs brokers and, for Avro, a registry. */
  Pipeline readToRun() {
    Pipeline pipeline = readWith(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    if (pipeline.needsRegistry()) {
      KafkaSettings.require(pipeline, file, SchemaRegistryConfig.URL);
    }
    return pipeline;
  }

  /** Reads the file for work on a cluster, which needs {@code settings} of Kafka. */
  Pipeline readWith(String... settings) {
    Pipeline pipeline = read();
    KafkaSettings.require(pipeline, file, settings);
    return pipeline;
  }
}
