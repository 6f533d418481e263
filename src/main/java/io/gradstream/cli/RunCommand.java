package io.gradstream.cli;

import io.gradstream.client.ApplicationException;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.streams.PipelineApplication;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs a pipeline on a cluster until it is told to stop. */
@Command(
    name = "run",
    description = {
      "Run a pipeline on the cluster that its kafka: section names, until Ctrl-C.",
      "Start it on several machines for standby and, with scale: partition, for more models."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  KAFKA_BOOTSTRAP_SERVERS=localhost:9092 gradstream run examples/flights/pipeline.yaml"
    })
final class RunCommand implements Callable<Integer> {

  @Mixin private PipelineParameter parameter;

  @Override
  public Integer call() throws InterruptedException {
    Pipeline pipeline = parameter.readToRun();
    PipelineApplication application = PipelineApplication.start(pipeline);
    Runtime.getRuntime().addShutdownHook(new Thread(application::close, "close"));
    Optional<Throwable> failure = application.awaitEnd();
    if (failure.isPresent()) {
      throw new ApplicationException(String.valueOf(failure.get().getMessage()), failure.get());
    }
    return 0;
  }
}
