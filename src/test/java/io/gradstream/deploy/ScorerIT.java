package io.gradstream.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.gradstream.cli.Main;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.serve.HealthProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manifests of scorers agree with each other, with the trainer's, and with the program. */
class ScorerIT {

  private static final Path COMPONENT = Path.of("deploy/components/scorer");
  private static final Path KSERVE = Path.of("deploy/overlays/kserve");

  @TempDir private Path directory;

  @Test
  void everySelectorFindsTheScorersAndNoTrainer() throws Exception {
    for (Named<Deployment> each : scorers()) {
      Deployment scorer = each.getPayload();
      var deployment = scorer.only(io.fabric8.kubernetes.api.model.apps.Deployment.class);
      Map<String, String> labels = deployment.getSpec().getTemplate().getMetadata().getLabels();
      assertThat(labels).containsEntry("app.kubernetes.io/component", "scorer");
      assertThat(scorer.only(Service.class).getSpec().getSelector()).isEqualTo(labels);
      assertThat(deployment.getSpec().getSelector().getMatchLabels()).isEqualTo(labels);
      assertThat(scorer.only(PodDisruptionBudget.class).getSpec().getSelector().getMatchLabels())
          .isEqualTo(labels);
      assertThat(scorer.only(NetworkPolicy.class).getSpec().getPodSelector().getMatchLabels())
          .isEqualTo(labels);
      assertThat(scorer.pod().getTopologySpreadConstraints())
          .hasSize(2)
          .allMatch(spread -> spread.getLabelSelector().getMatchLabels().equals(labels));
    }
  }

  @Test
  void whatScalesThemNamesThem() throws Exception {
    for (Named<Deployment> each : scorers()) {
      Deployment scorer = each.getPayload();
      String name =
          scorer
              .only(io.fabric8.kubernetes.api.model.apps.Deployment.class)
              .getMetadata()
              .getName();
      List<ScaledObject> byKeda = scorer.all(ScaledObject.class);
      List<HorizontalPodAutoscaler> byCpu = scorer.all(HorizontalPodAutoscaler.class);
      assertThat(byKeda.size() + byCpu.size()).as(each.getName()).isEqualTo(1); // two would quarrel
      assertThat(byKeda).allMatch(it -> it.getSpec().scaleTargetRef().name().equals(name));
      assertThat(byCpu).allMatch(it -> it.getSpec().getScaleTargetRef().getName().equals(name));
    }
  }

  /** A Prometheus has what all namespaces count, and pods of a longer name are another's. */
  @Test
  void kedaScalesThemByTheirOwnPodsAlone() throws Exception {
    for (Named<Deployment> each : scorers()) {
      for (ScaledObject scaled : each.getPayload().all(ScaledObject.class)) {
        String name = scaled.getSpec().scaleTargetRef().name();
        for (ScaledObject.Trigger trigger : scaled.getSpec().triggers()) {
          String query = trigger.metadata().get("query");
          assertThat(query).contains("{namespace=\"gradstream\",");
          String pods = query.replaceAll(".*pod=~\"([^\"]*)\".*", "$1");
          assertThat(name + "-6d4cf56db6-x7kqz").matches(pods);
          assertThat(name + "-delays-6d4cf56db6-x7kqz").doesNotMatch(pods);
        }
      }
    }
  }

  @Test
  void theExampleOfAMetricOfPrometheusIsOneWhenItIsUncommented() throws Exception {
    String text = Manifests.text(COMPONENT.resolve("hpa.yaml"));
    String uncommented = text.replaceAll("(?m)^    # (- type|  )", "    $1");
    assertThat(uncommented).isNotEqualTo(text);
    HorizontalPodAutoscaler scaler =
        (HorizontalPodAutoscaler) StrictModel.read(Manifests.parse(uncommented).get(0));
    assertThat(scaler.getSpec().getMetrics())
        .extracting(MetricSpec::getType)
        .containsExactly("Resource", "Pods");
  }

  @Test
  void theProgramHasItsArgumentsAndVariables() throws Exception {
    for (Named<Deployment> each : scorers()) {
      requireProgram(each.getPayload(), each.getPayload().pod());
    }
  }

  @Test
  void theProbesAskTheHttpPort() throws Exception {
    for (Named<Deployment> each : scorers()) {
      Container container = each.getPayload().container();
      assertThat(container.getStartupProbe().getHttpGet().getPath())
          .isEqualTo(HealthProbe.STARTED.path());
      assertThat(container.getReadinessProbe().getHttpGet().getPath())
          .isEqualTo(HealthProbe.READY.path());
      assertThat(container.getLivenessProbe().getHttpGet().getPath())
          .isEqualTo(HealthProbe.LIVE.path());
      assertThat(container.getPorts().get(0).getName())
          .isEqualTo("http")
          .isEqualTo(container.getReadinessProbe().getHttpGet().getPort().getStrVal())
          .isEqualTo(
              each.getPayload()
                  .only(Service.class)
                  .getSpec()
                  .getPorts()
                  .get(0)
                  .getTargetPort()
                  .getStrVal());
      assertThat(container.getPorts().get(0).getContainerPort().toString())
          .isEqualTo(each.getPayload().environment().get("GRADSTREAM_HTTP_PORT"));
    }
  }

  @Test
  void kserveRunsTheSameWithTheConfigMapsThatAreThere() throws Exception {
    assumeKubectl();
    Deployment all = Deployment.of(Kubectl.kustomize(KSERVE));
    InferenceService service = all.only(InferenceService.class);
    PodSpec pod = service.getSpec().predictor();
    Container container = pod.getContainers().get(0);
    assertThat(container.getName()).isEqualTo("kserve-container");
    assertThat(container.getImage()).isEqualTo(all.container().getImage());
    assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/v2/health/ready");
    assertThat(pod.getServiceAccountName()).isEqualTo(all.pod().getServiceAccountName());
    // The trainer's variables but for its own, from the same places.
    Set<EnvVar> ofTrainer =
        all.container().getEnv().stream()
            .filter(variable -> !variable.getName().startsWith("GRADSTREAM_"))
            .collect(Collectors.toSet());
    assertThat(Set.copyOf(container.getEnv())).containsAll(ofTrainer);
    assertThat(pod.getVolumes()).containsExactlyElementsOf(all.pod().getVolumes());
    assertThat(container.getSecurityContext()).isEqualTo(all.container().getSecurityContext());
  }

  /** A pipeline that trusts an authority, or has a password, is read by both. */
  @Test
  void theyHaveWhateverTheTrainerBesideThemNeedsOfTheCluster() throws Exception {
    assumeKubectl();
    int seen = 0;
    for (Named<Deployment> each : Deployments.all()) {
      Deployment both = each.getPayload();
      if (both.all(io.fabric8.kubernetes.api.model.apps.Deployment.class).isEmpty()) {
        continue;
      }
      seen++;
      PodSpec scorer = both.ofComponent("scorer").pod();
      PodSpec trainer = both.ofComponent("trainer").pod();
      assertThat(scorer.getVolumes())
          .as(each.getName())
          .containsExactlyInAnyOrderElementsOf(trainer.getVolumes());
      assertThat(scorer.getContainers().get(0).getVolumeMounts())
          .as(each.getName())
          .containsExactlyInAnyOrderElementsOf(trainer.getContainers().get(0).getVolumeMounts());
      assertThat(cluster(scorer)).as(each.getName()).isEqualTo(cluster(trainer));
    }
    assertThat(seen).isGreaterThanOrEqualTo(4);
  }

  private static Set<EnvVar> cluster(PodSpec pod) {
    return pod.getContainers().get(0).getEnv().stream()
        .filter(variable -> !variable.getName().startsWith("GRADSTREAM_"))
        .collect(Collectors.toSet());
  }

  @Test
  void aScorerIsAskedNothingMoreBeforeItIsToldToStop() throws Exception {
    for (Named<Deployment> each : scorers()) {
      assertThat(each.getPayload().container().getLifecycle().getPreStop().getExec().getCommand())
          .containsExactly("sleep", "5");
    }
    Container byKserve =
        Deployment.of(Kubectl.kustomize(KSERVE))
            .only(InferenceService.class)
            .getSpec()
            .predictor()
            .getContainers()
            .get(0);
    assertThat(byKserve.getLifecycle().getPreStop().getExec().getCommand())
        .containsExactly("sleep", "5");
  }

  /** As the trainer's test does: a command, a file that is mounted, variables that are read. */
  private void requireProgram(Deployment scorer, PodSpec pod) throws IOException {
    List<String> arguments = pod.getContainers().get(0).getArgs();
    assertThat(arguments).startsWith("score");
    String path = arguments.get(arguments.size() - 1);
    Path file = Files.writeString(directory.resolve("pipeline.yaml"), scorer.file(path));
    Map<String, String> environment = scorer.environment();
    assertThat(PipelineReader.read(file, environment).name()).isEqualTo("flight-delays");
    assertThat(environment).containsEntry("GRADSTREAM_HTTP_HOST", "0.0.0.0");
    assertThat(
            Main.commandLine()
                .parseArgs(arguments.get(0), path, "--http-port=8080", "--http-host=0.0.0.0")
                .subcommand()
                .commandSpec()
                .name())
        .isEqualTo("score");
  }

  private static List<Named<Deployment>> scorers() throws IOException {
    assumeKubectl();
    List<Named<Deployment>> scorers = Deployments.scorers();
    assertThat(scorers).hasSizeGreaterThanOrEqualTo(3);
    return scorers;
  }

  private static void assumeKubectl() {
    String problem = Kubectl.problem().orElse("");
    Assumptions.assumeTrue(problem.isEmpty(), problem);
  }
}
