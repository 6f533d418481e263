package io.gradstream.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file in {@code deploy/} is of the models that the API has; so are patches. */
class ManifestsTest {

  static List<Path> files() {
    return Manifests.files();
  }

  static List<Path> kustomizations() {
    List<Path> all = new ArrayList<>(Manifests.kustomizations());
    all.addAll(Manifests.components());
    return all;
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyFileIsWhatTheApiTakes(Path file) throws Exception {
    List<JsonNode> documents = Manifests.read(file);
    assertThat(documents).isNotEmpty();
    for (JsonNode document : documents) {
      HasMetadata read = StrictModel.read(StrictModel.withoutMarks(document));
      assertThat(read.getMetadata().getName()).matches("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");
    }
  }

  @ParameterizedTest
  @MethodSource("kustomizations")
  void everyFileThatAKustomizationNamesIsThereAndNoOther(Path folder) throws Exception {
    JsonNode kustomization = Manifests.read(folder.resolve("kustomization.yaml")).get(0);
    List<String> named = new ArrayList<>(List.of("kustomization.yaml"));
    kustomization.path("resources").forEach(name -> named.add(name.asText()));
    kustomization.path("components").forEach(name -> named.add(name.asText()));
    kustomization.path("configurations").forEach(name -> named.add(name.asText()));
    kustomization.path("patches").forEach(patch -> named.add(patch.get("path").asText()));
    kustomization
        .path("configMapGenerator")
        .findValues("files")
        .forEach(files -> files.forEach(name -> named.add(name.asText())));
    assertThat(named).allSatisfy(name -> assertThat(folder.resolve(name)).exists());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()))
          .allMatch(named::contains);
    }
  }

  /** Whether the checks above can fail at all. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "base/statefulset.yaml | podManagementPolicy: | podManagmentPolicy:",
        "base/statefulset.yaml | readOnlyRootFilesystem: | readOnlyRootFileSystem:",
        "base/statefulset.yaml | failureThreshold: | failureTreshold:",
        "base/statefulset.yaml | terminationGracePeriodSeconds: 45 | terminationGracePeriodSeconds: \"45\"",
        "base/statefulset.yaml | value: \"8080\" | value: 8080",
        "base/statefulset.yaml | runAsNonRoot: true | runAsNonRoot: \"true\"",
        "base/statefulset.yaml | apiVersion: apps/v1 | apiVersion: apps/v1beta1",
        "base/service.yaml | clusterIP: | clusterIp:",
        "base/service.yaml | name: gradstream | labels: {}",
        "base/poddisruptionbudget.yaml | maxUnavailable: | maxUnavailible:",
        "base/networkpolicy.yaml | podSelector: | podsSelector:",
        "base/networkpolicy.yaml | protocol: TCP | protocl: TCP",
        "components/scorer/deployment.yaml | maxUnavailable: | maxUnavailible:",
        "components/scorer/service.yaml | appProtocol: | appProtokol:",
        "components/scorer/hpa.yaml | averageUtilization: | averageUtilisation:",
        "components/monitoring/servicemonitor.yaml | interval: | intervall:",
        "components/monitoring/alerts.yaml | annotations: | annotation:",
        "overlays/keda/scaledobject.yaml | minReplicaCount: | minReplicas:",
        "overlays/keda/scaledobject.yaml | threshold: \"500\" | threshold: 500",
        "overlays/kserve/inferenceservice.yaml | minReplicas: | minReplica:",
        "overlays/kserve/inferenceservice.yaml | containerPort: | containerport:",
        "overlays/pvc/statefulset.yaml | accessModes: | accesModes:",
        "overlays/strimzi/topics.yaml | partitions: | partition:",
        "overlays/strimzi/topics.yaml | partitions: 1 | partitions: one",
        "overlays/strimzi/user.yaml | patternType: prefix | patternTyp: prefix",
        "overlays/strimzi/user.yaml | type: transactionalId | type: transactionId",
        "overlays/strimzi/user.yaml | operations: [Describe, Read] | operations: [Describe, Reed]",
        "overlays/strimzi/user.yaml | kind: KafkaUser | kind: KafkaUsers",
      })
  void aMistakeIsNoticed(String file, String right, String wrong) {
    String text = Manifests.text(Manifests.DEPLOY.resolve(file));
    assertThat(text).contains(right);
    assertThatThrownBy(
            () -> {
              for (JsonNode document :
                  Manifests.parse(text.replaceFirst(Pattern.quote(right), wrong))) {
                StrictModel.read(StrictModel.withoutMarks(document));
              }
            })
        .isInstanceOfAny(IllegalArgumentException.class, JsonProcessingException.class);
  }

  @Test
  void thereAreABaseAndItsOverlays() {
    assertThat(Manifests.kustomizations())
        .contains(Manifests.BASE, Path.of("deploy/overlays/pvc"), Manifests.STRIMZI);
    assertThat(Manifests.components())
        .containsExactly(
            Path.of("deploy/components/monitoring"), Path.of("deploy/components/scorer"));
  }
}
