package io.gradstream.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.gradstream.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Who follows deploy/README.md gets what it says. */
class ReadmeIT {

  private static final String README = Manifests.text(Manifests.DEPLOY.resolve("README.md"));

  @TempDir private Path directory;

  @Test
  void theFolderOfStepTwoIsRendered() throws Exception {
    assumeKubectl();
    Deployment own = render(step("mkdir my-trainer"));
    assertThat(own.container().getImage()).isEqualTo("registry.example/gradstream:0.1.0");
    assertThat(own.objects())
        .extracting(object -> object.getMetadata().getNamespace())
        .containsOnly("gradstream");
    assertThat(own.environment())
        .containsEntry("KAFKA_BOOTSTRAP_SERVERS", "my-kafka:9092")
        .containsEntry("SCHEMA_REGISTRY_URL", "http://my-registry:8081")
        .containsEntry("KAFKA_SECURITY_PROTOCOL", "PLAINTEXT");
    assertThat(own.file("/etc/gradstream/pipeline.yaml"))
        .isEqualTo(Manifests.text(Manifests.BASE.resolve("pipeline.yaml")));
  }

  @Test
  void thePipelineOfStepTwoIsValidWithItsVariables() throws Exception {
    Path env = directory.resolve("check.env");
    String block = block("cat > my-trainer/check.env", "       ");
    Files.writeString(
        env, block.lines().filter(line -> line.contains("=")).collect(Collectors.joining("\n")));
    String pipeline = Manifests.BASE.resolve("pipeline.yaml").toString();
    CommandLine commandLine = Main.commandLine();
    StringWriter err = new StringWriter();
    commandLine.setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(err));
    int code = commandLine.execute("validate", "--env-file", env.toString(), pipeline);
    assertThat(code).as(err.toString()).isZero();
    assertThat(README)
        .contains("validate --env-file my-trainer/check.env my-trainer/pipeline.yaml")
        .contains("topics create --env-file my-trainer/check.env my-trainer/pipeline.yaml");
  }

  @Test
  void aSuffixAndALabelKeepTwoPipelinesApart() throws Exception {
    assumeKubectl();
    String suffix = block("nameSuffix: -delays", "    ");
    Deployment own =
        render(
            step("mkdir my-trainer")
                + "cat >> my-trainer/kustomization.yaml <<'END'\n"
                + suffix
                + "\nEND\n");
    assertThat(own.objects())
        .extracting(object -> object.getMetadata())
        .extracting(ObjectMeta::getName)
        .allMatch(name -> name.matches("gradstream(-pipeline|-cluster)?-delays(-[a-z0-9]+)?"));
    assertThat(own.statefulSet().getSpec().getServiceName()).isEqualTo("gradstream-delays");
    assertThat(own.statefulSet().getSpec().getSelector().getMatchLabels())
        .containsEntry("app.kubernetes.io/instance", "delays")
        .isEqualTo(own.statefulSet().getSpec().getTemplate().getMetadata().getLabels());
    assertThat(own.environment()).isNotEmpty(); // what it refers to is there under its new name
  }

  @Test
  void twoWatchedPipelinesAreScrapedOnceEachAndScaledByTheirOwnRequests() throws Exception {
    assumeKubectl();
    Deployment own =
        render(
            step("mkdir my-trainer").replace("- ../deploy/base", "- ../deploy/overlays/keda")
                + "cat >> my-trainer/kustomization.yaml <<'END'\n"
                + block("nameSuffix: -delays", "    ")
                + "\n"
                + block("patches:", "    ")
                + "\nEND\n");
    assertThat(own.only(ServiceMonitor.class).getSpec().getSelector().getMatchLabels())
        .containsEntry("app.kubernetes.io/instance", "delays");
    assertThat(own.all(Service.class))
        .hasSize(2)
        .allMatch(
            it -> it.getMetadata().getLabels().get("app.kubernetes.io/instance").equals("delays"));
    ScaledObject scaled = own.only(ScaledObject.class);
    assertThat(scaled.getSpec().scaleTargetRef().name()).isEqualTo("gradstream-scorer-delays");
    assertThat(scaled.getSpec().triggers())
        .hasSize(2)
        .extracting(trigger -> trigger.metadata().get("query"))
        .allMatch(query -> query.contains("namespace=\"mine\",pod=~\"gradstream-scorer-delays-["));
  }

  @Test
  void theSecretOfStepFourHasTheKeysThatTheTrainerReads() throws Exception {
    List<SecretKeySelector> keys =
        Deployment.of(Manifests.base()).container().getEnv().stream()
            .map(EnvVar::getValueFrom)
            .flatMap(from -> Optional.ofNullable(from).map(v -> v.getSecretKeyRef()).stream())
            .toList();
    assertThat(keys).hasSize(2);
    assertThat(keys)
        .allSatisfy(
            key ->
                assertThat(README)
                    .contains("create secret generic " + key.getName() + " ")
                    .contains("--from-literal=" + key.getKey() + "="));
  }

  @Test
  void whatItSaysOfVersionsAndTimesIsSo() throws Exception {
    Deployment base = Deployment.of(Manifests.base());
    assertThat(README)
        .contains("`kubectl` 1." + Kubectl.MINIMUM_MINOR + " or newer")
        .contains(
            "`terminationGracePeriodSeconds: "
                + base.pod().getTerminationGracePeriodSeconds()
                + "`")
        .contains("`replicas: " + base.statefulSet().getSpec().getReplicas() + "`");
  }

  private static void assumeKubectl() {
    String problem = Kubectl.problem().orElse("");
    assumeTrue(problem.isEmpty(), problem);
  }

  /** Runs commands of the README beside a copy of deploy/. */
  private Deployment render(String script) throws Exception {
    String copy = "cp -r '" + Manifests.DEPLOY.toAbsolutePath() + "' deploy\n";
    Process bash =
        new ProcessBuilder("bash", "-euc", copy + script)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(output).isZero();
    return Deployment.of(Kubectl.kustomize(directory.resolve("my-trainer")));
  }

  /** Returns the commands of a step, up to the end of their text for a file. */
  private static String step(String first) {
    return block(first, "       ") + "\n";
  }

  /** Returns the indented lines from one that begins so to the next that is not indented. */
  private static String block(String first, String indent) {
    String text = README.substring(README.indexOf("\n" + indent + first) + 1);
    return text.lines()
        .takeWhile(line -> line.startsWith(indent))
        .map(line -> line.substring(indent.length()))
        .collect(Collectors.joining("\n"));
  }
}
