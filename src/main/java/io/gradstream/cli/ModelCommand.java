package io.gradstream.cli;

import picocli.CommandLine.Command;

/** Commands on the committed model of a pipeline. */
@Command(
    name = "model",
    description = "Show, verify, compare, save, load or export the committed model of a pipeline.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ModelShowCommand.class,
      ModelVerifyCommand.class,
      ModelDiffCommand.class,
      ModelSaveCommand.class,
      ModelLoadCommand.class,
      ModelExportCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  gradstream model show examples/flights/pipeline.yaml",
      "  gradstream model verify examples/flights/pipeline.yaml",
      "  gradstream model save flights.model examples/flights/pipeline.yaml"
    })
final class ModelCommand {}
