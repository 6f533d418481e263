package io.gradstream.cli;

import io.gradstream.core.text.TextTable;
import io.gradstream.core.text.TextTable.Column;
import io.gradstream.model.ModelFollower;
import io.gradstream.model.ModelState;
import io.gradstream.pipeline.Pipeline;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the digest of a committed model, with the offsets that it belongs to. */
@Command(
    name = "verify",
    description = "Check the stored model, and print its digest with the offsets it belongs to.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Models of equal digests at equal offsets are equal bit for bit: so two clusters, or the model",
      "before and after an upgrade, can be compared."
    })
final class ModelVerifyCommand implements Callable<Integer> {

  @Mixin private PipelineParameter parameter;
  @Mixin private CommittedModels models;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Pipeline pipeline = CommittedModels.chosen(parameter.readWithBrokers());
    PrintWriter out = spec.commandLine().getOut();
    try (ModelFollower follower = models.open(pipeline)) {
      TextTable table =
          new TextTable(
              Column.right("partition"),
              Column.left("digest"),
              Column.right("blocks"),
              Column.left("input"),
              Column.left("offsets"));
      for (ModelState state : follower.states()) {
        table.add(
            Integer.toString(state.partition()),
            digest(state),
            Long.toString(state.blocks()),
            state.input().orElse("-"),
            state.offsets().toString());
      }
      out.println(table.heading());
      table.lines().forEach(out::println);
    }
    out.flush();
    return 0;
  }

  static String digest(ModelState state) {
    return digest(state.digest());
  }

  static String digest(long digest) {
    return String.format(Locale.ROOT, "%016x", digest);
  }
}
