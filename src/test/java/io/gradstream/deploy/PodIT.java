package io.gradstream.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests agree with each other and keep to the restricted pod security standard. */
class PodIT {

  static List<Named<Deployment>> deployments() throws IOException {
    return Deployments.trainers();
  }

  static List<Named<Deployment>> pods() throws IOException {
    List<Named<Deployment>> all = new ArrayList<>(Deployments.trainers());
    all.addAll(Deployments.scorers());
    return all;
  }

  @Test
  void kubectlRendersTheOverlays() {
    String problem = Kubectl.problem().orElse("");
    assumeTrue(problem.isEmpty(), problem + "; the files were checked one by one");
    assertThat(Manifests.kustomizations()).hasSizeGreaterThanOrEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void everySelectorFindsThePods(Deployment deployment) {
    StatefulSetSpec spec = deployment.statefulSet().getSpec();
    Map<String, String> labels = spec.getTemplate().getMetadata().getLabels();
    assertThat(labels).hasSize(2);
    assertThat(selectors(deployment)).hasSize(5).allMatch(labels::equals);
    assertThat(deployment.only(Service.class).getSpec().getSelector()).isEqualTo(labels);
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void namesThatReferToAnotherObjectAreItsNames(Deployment deployment) {
    StatefulSetSpec spec = deployment.statefulSet().getSpec();
    Service service = deployment.only(Service.class);
    assertThat(spec.getServiceName()).isEqualTo(service.getMetadata().getName());
    assertThat(service.getSpec().getClusterIP()).isEqualTo("None");
    assertThat(service.getSpec().getPorts())
        .allMatch(port -> port.getTargetPort().getStrVal().equals("health"));
    assertThat(deployment.pod().getServiceAccountName())
        .isEqualTo(deployment.only(ServiceAccount.class).getMetadata().getName());
    assertThat(volumes(deployment))
        .isEqualTo(
            deployment.container().getVolumeMounts().stream()
                .map(VolumeMount::getName)
                .collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void thePodsHaveNamesThatStayAndStartTogether(Deployment deployment) {
    StatefulSetSpec spec = deployment.statefulSet().getSpec();
    assertThat(spec.getPodManagementPolicy()).isEqualTo("Parallel");
    assertThat(spec.getReplicas()).isGreaterThan(1);
    assertThat(deployment.only(PodDisruptionBudget.class).getSpec().getMaxUnavailable().getIntVal())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("pods")
  void thePodIsRestricted(Deployment deployment) {
    PodSecurityContext pod = deployment.pod().getSecurityContext();
    assertThat(pod.getRunAsNonRoot()).isTrue();
    assertThat(pod.getRunAsUser()).isEqualTo(10001).isEqualTo(pod.getFsGroup());
    assertThat(pod.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    SecurityContext container = deployment.container().getSecurityContext();
    assertThat(container.getAllowPrivilegeEscalation()).isFalse();
    assertThat(container.getReadOnlyRootFilesystem()).isTrue();
    assertThat(container.getPrivileged()).isNull();
    assertThat(container.getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(container.getCapabilities().getAdd()).isEmpty();
    assertThat(deployment.pod().getAutomountServiceAccountToken()).isFalse();
    assertThat(deployment.pod().getHostNetwork()).isNull();
    assertThat(deployment.pod().getVolumes()).allMatch(volume -> volume.getHostPath() == null);
  }

  @ParameterizedTest
  @MethodSource("pods")
  void memoryIsLimitedToWhatIsRequested(Deployment deployment) {
    Map<String, Quantity> limits = deployment.container().getResources().getLimits();
    Map<String, Quantity> requests = deployment.container().getResources().getRequests();
    assertThat(limits).containsOnlyKeys("memory").containsEntry("memory", requests.get("memory"));
    assertThat(requests).containsKey("cpu");
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void theNetworkPolicyLetsThroughWhatTheTrainerNeeds(Deployment deployment) {
    NetworkPolicy policy = deployment.only(NetworkPolicy.class);
    assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
    assertThat(ports(policy.getSpec().getIngress().stream().flatMap(in -> in.getPorts().stream())))
        .containsExactly("health");
    Map<String, String> environment = deployment.environment();
    URI registry = URI.create(environment.get("SCHEMA_REGISTRY_URL"));
    assertThat(ports(policy.getSpec().getEgress().stream().flatMap(out -> out.getPorts().stream())))
        .contains("53", Integer.toString(registry.getPort()))
        .contains(environment.get("KAFKA_BOOTSTRAP_SERVERS").replaceFirst(".*:", ""));
  }

  @ParameterizedTest
  @MethodSource("pods")
  void theFoldersThatAreWrittenAreThoseOfTheImage(Deployment deployment) {
    assertThat(deployment.container().getVolumeMounts())
        .filteredOn(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
        .extracting(VolumeMount::getMountPath)
        .containsExactlyInAnyOrder("/tmp", "/var/lib/gradstream");
    Path dockerfile = Path.of("Dockerfile");
    if (Files.exists(dockerfile)) {
      assertThat(Manifests.text(dockerfile))
          .contains("USER " + deployment.pod().getSecurityContext().getRunAsUser())
          .contains("/var/lib/gradstream")
          .contains("ENTRYPOINT [\"/opt/gradstream/bin/gradstream\"]");
    }
  }

  private static List<Map<String, String>> selectors(Deployment deployment) {
    Stream<LabelSelector> spread =
        deployment.pod().getTopologySpreadConstraints().stream()
            .map(TopologySpreadConstraint::getLabelSelector);
    Stream<LabelSelector> others =
        Stream.of(
            deployment.statefulSet().getSpec().getSelector(),
            deployment.only(PodDisruptionBudget.class).getSpec().getSelector(),
            deployment.only(NetworkPolicy.class).getSpec().getPodSelector());
    return Stream.concat(spread, others).map(LabelSelector::getMatchLabels).toList();
  }

  private static Set<String> volumes(Deployment deployment) {
    Stream<String> claimed =
        deployment.statefulSet().getSpec().getVolumeClaimTemplates().stream()
            .map(PersistentVolumeClaim::getMetadata)
            .map(meta -> meta.getName());
    return Stream.concat(deployment.pod().getVolumes().stream().map(Volume::getName), claimed)
        .collect(Collectors.toSet());
  }

  private static List<String> ports(Stream<NetworkPolicyPort> ports) {
    return ports.map(port -> String.valueOf(port.getPort().getValue())).toList();
  }
}
