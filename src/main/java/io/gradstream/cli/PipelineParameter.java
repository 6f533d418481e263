package io.gradstream.cli;

import io.gradstream.pipeline.Pipeline;
import io.gradstream.schema.SchemaRegistries;
import io.gradstream.schema.registry.SchemaRegistryConfig;
import io.gradstream.streams.InputFeatures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.CommonClientConfigs;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The PIPELINE parameter that many commands share, with the options that say where it connects. */
final class PipelineParameter {

  @Parameters(paramLabel = "PIPELINE", description = "The pipeline file (YAML).")
  Path file;

  @Mixin private ConnectionOptions connection;

  /** Reads the file, and checks what it and the command line give to Kafka. */
  Pipeline read() throws IOException {
    return connection.read(file);
  }

  /** Reads the file; the registry is asked only to choose {@code features: auto}. */
  InputFeatures readWithFeatures() throws IOException {
    Pipeline pipeline = read();
    if (!pipeline.choosesFeatures()) {
      return new InputFeatures(pipeline, List.of());
    }
    requireRegistry(pipeline);
    return InputFeatures.choose(pipeline, SchemaRegistries.from(pipeline.kafka()));
  }

  /** Reads the file for work on a cluster, which needs brokers. */
  Pipeline readWithBrokers() throws IOException {
    Pipeline pipeline = read();
    KafkaSettings.require(pipeline, file, CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    return pipeline;
  }

  /** Reads the file for a running pipeline, which needs brokers and, for Avro, a registry. */
  Pipeline readToRun() throws IOException {
    Pipeline pipeline = readWithBrokers();
    if (pipeline.needsRegistry()) {
      requireRegistry(pipeline);
    }
    return pipeline;
  }

  /** Requires the address of a registry, which the command is about to ask. */
  void requireRegistry(Pipeline pipeline) {
    KafkaSettings.require(pipeline, file, SchemaRegistryConfig.URL);
  }
}
