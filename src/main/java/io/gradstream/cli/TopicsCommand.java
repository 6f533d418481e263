package io.gradstream.cli;

import picocli.CommandLine.Command;

/** Commands on a pipeline's topics. */
@Command(
    name = "topics",
    description = "Create the topics of a pipeline, or one for its input.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = TopicsCreateCommand.class,
    footer = {"", "Example:", "  gradstream topics create examples/flights/pipeline.yaml"})
final class TopicsCommand {}
