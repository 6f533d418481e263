package io.gradstream.cli;

import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.WrittenPipeline;
import io.gradstream.schema.registry.SchemaRegistryConfig;
import io.gradstream.streams.InputFeatures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.CommonClientConfigs;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The PIPELINE parameter that many commands share, with the options that say where it connects. */
final class PipelineParameter {

  private static final String SERVERS = CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;

  @Parameters(paramLabel = "PIPELINE", description = "The pipeline file (YAML).")
  Path file;

  @Mixin private ConnectionOptions connection;

  /** Reads the file, and checks what it and the command line give to Kafka. */
  WrittenPipeline read() throws IOException {
    return connection.read(file);
  }

  /** Reads the file as far as it can be, and says all that is wrong with it. */
  ConnectionOptions.Found look() throws IOException {
    return connection.look(file);
  }

  /** Reads the file; the registry is asked only to choose {@code features: auto}. */
  InputFeatures readWithFeatures() throws IOException {
    WrittenPipeline written = read();
    if (written.choosesFeatures()) {
      requireRegistry(written.asWritten());
    }
    return InputFeatures.choose(written);
  }

  /** Reads the file for work on a cluster, which needs brokers. */
  WrittenPipeline readWithBrokers() throws IOException {
    return read(pipeline -> List.of(SERVERS));
  }

  /** Reads the file for a running pipeline, which needs brokers and, for Avro, a registry. */
  WrittenPipeline readToRun() throws IOException {
    return read(
        pipeline ->
            pipeline.needsRegistry()
                ? List.of(SERVERS, SchemaRegistryConfig.URL)
                : List.of(SERVERS));
  }

  private WrittenPipeline read(Function<Pipeline, List<String>> needed) throws IOException {
    ConnectionOptions.Found found = look();
    return found
        .with(
            found
                .pipeline()
                .map(WrittenPipeline::asWritten)
                .map(it -> KafkaSettings.missing(it.kafka(), file, needed.apply(it)))
                .orElse(List.of()))
        .whole();
  }

  /** Requires the address of a registry, which the command is about to ask. */
  void requireRegistry(Pipeline pipeline) {
    KafkaSettings.require(pipeline, file, SchemaRegistryConfig.URL);
  }
}
