package io.gradstream.cli;

import picocli.CommandLine.Command;

/** Commands on the committed model of a pipeline. */
@Command(
    name = "model",
    description = "Show, verify or export the committed model of a pipeline.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ModelShowCommand.class, ModelVerifyCommand.class, ModelExportCommand.class},
    footer = {
      "",
      "Examples:",
      "  gradstream model show examples/flights/pipeline.yaml",
      "  gradstream model verify examples/flights/pipeline.yaml"
    })
final class ModelCommand {}
