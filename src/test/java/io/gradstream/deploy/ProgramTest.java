package io.gradstream.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.gradstream.cli.Main;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.serve.HealthProbe;
import io.gradstream.streams.PipelineApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** What the manifests say of the program is so: arguments, variables, ports, paths, times. */
class ProgramTest {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)(:[^}]*)?}");
  private static final Pattern OPTION_VARIABLE = Pattern.compile("\\$\\{env:([A-Z_]+)");

  @TempDir private Path directory;

  static List<Named<Deployment>> deployments() throws IOException {
    return Deployments.trainers();
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void theArgumentsAreThoseOfACommandAndNameAFileThatIsMounted(Deployment deployment) {
    ParseResult run = parse(deployment, List.of());
    assertThat(run.commandSpec().name()).isEqualTo("run");
    Path pipeline = run.matchedPositionalValue(0, Path.of(""));
    assertThat(deployment.file(pipeline.toString())).contains("pipeline:");
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void everyVariableIsReadBySomebodyAndNoneIsMissing(Deployment deployment) {
    String pipeline = deployment.file(path(deployment)).replaceAll("#.*", "");
    Set<String> known = optionVariables();
    known.addAll(names(VARIABLE.matcher(pipeline).results()));
    known.add("GRADSTREAM_OPTS");
    assertThat(Manifests.text(Path.of("bin/gradstream"))).contains("GRADSTREAM_OPTS");
    assertThat(known).containsAll(deployment.environment().keySet());
    assertThat(deployment.environment().keySet())
        .contains("GRADSTREAM_HEALTH_PORT")
        .containsAll(
            names(VARIABLE.matcher(pipeline).results().filter(found -> found.group(2) == null)));
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void whatAnOptionalSecretLacksHasADefault(Deployment deployment) {
    String pipeline = deployment.file(path(deployment));
    for (EnvVar variable : deployment.container().getEnv()) {
      boolean optional =
          Optional.ofNullable(variable.getValueFrom())
              .map(from -> from.getSecretKeyRef())
              .map(secret -> secret.getOptional())
              .orElse(false);
      if (optional) {
        assertThat(pipeline).contains("${" + variable.getName() + ":}");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void theVariablesOfOptionsHaveValuesThatTheseTake(Deployment deployment) {
    ParseResult run =
        parse(
            deployment,
            List.of(
                "--health-port=" + deployment.environment().get("GRADSTREAM_HEALTH_PORT"),
                "--log-format=" + deployment.environment().get("GRADSTREAM_LOG_FORMAT")));
    assertThat(run.<Integer>matchedOptionValue("--health-port", 0)).isEqualTo(port(deployment));
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void theProbesAskTheHealthPort(Deployment deployment) {
    Container container = deployment.container();
    requireProbe(container.getStartupProbe(), HealthProbe.STARTED);
    requireProbe(container.getReadinessProbe(), HealthProbe.READY);
    requireProbe(container.getLivenessProbe(), HealthProbe.LIVE);
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void thePodIsGivenMoreTimeToEndThanTheProgramTakes(Deployment deployment) {
    assertThat(deployment.pod().getTerminationGracePeriodSeconds())
        .isGreaterThan(PipelineApplication.CLOSE_TIMEOUT.toSeconds() + 10);
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void thePipelineIsValidAndThePodIsAMemberUnderItsOwnName(Deployment deployment)
      throws IOException {
    Pipeline pipeline = pipeline(deployment);
    assertThat(pipeline.kafka())
        .containsEntry("group.instance.id", Deployment.POD)
        .containsEntry("sasl.jaas.config", Deployment.SECRET)
        .containsEntry("basic.auth.user.info", Deployment.SECRET);
    String store = pipeline.kafka().get("ssl.truststore.location");
    if (store != null) {
      assertThat(mountPaths(deployment)).anyMatch(path -> store.startsWith(path + "/"));
    }
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void whatTheJvmWritesGoesToAFolderThatIsMounted(Deployment deployment) {
    String options = deployment.environment().getOrDefault("GRADSTREAM_OPTS", "");
    assertThat(options.split(" "))
        .filteredOn(option -> option.contains("Path="))
        .allSatisfy(
            option -> assertThat(mountPaths(deployment)).contains(option.replaceFirst(".*=", "")));
  }

  /** What the trainer would read. */
  private Pipeline pipeline(Deployment deployment) throws IOException {
    Path file = directory.resolve("pipeline.yaml");
    Files.writeString(file, deployment.file(path(deployment)));
    return PipelineReader.read(file, deployment.environment());
  }

  private static void requireProbe(Probe probe, HealthProbe asked) {
    assertThat(probe.getHttpGet().getPath()).isEqualTo(asked.path());
    assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("health");
  }

  private static int port(Deployment deployment) {
    List<ContainerPort> ports = deployment.container().getPorts();
    assertThat(ports).extracting(ContainerPort::getName).containsExactly("health");
    return ports.get(0).getContainerPort();
  }

  private static List<String> mountPaths(Deployment deployment) {
    return deployment.container().getVolumeMounts().stream()
        .map(VolumeMount::getMountPath)
        .toList();
  }

  private static String path(Deployment deployment) {
    List<String> arguments = deployment.container().getArgs();
    return arguments.get(arguments.size() - 1);
  }

  private static ParseResult parse(Deployment deployment, List<String> more) {
    assertThat(deployment.container().getCommand()).as("the image's entrypoint stands").isEmpty();
    Stream<String> all = Stream.concat(deployment.container().getArgs().stream(), more.stream());
    String[] arguments = all.toArray(String[]::new);
    return Main.commandLine(arguments).parseArgs(arguments).subcommand();
  }

  /** From the annotations: picocli shows defaults with the variables already replaced. */
  private static Set<String> optionVariables() {
    Object run = Main.commandLine("run").getSubcommands().get("run").getCommandSpec().userObject();
    String defaults =
        Stream.of(run.getClass().getDeclaredFields())
            .filter(field -> field.isAnnotationPresent(Option.class))
            .map(field -> field.getAnnotation(Option.class).defaultValue())
            .collect(Collectors.joining("\n"));
    return names(OPTION_VARIABLE.matcher(defaults).results());
  }

  private static Set<String> names(Stream<MatchResult> found) {
    return found.map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
  }
}
