package io.gradstream.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that is applied to a cluster together, and what its first pod would see.
 *
 * @param objects the manifests, read strictly
 */
record Deployment(List<HasMetadata> objects) {

  static final String POD = "gradstream-0";
  static final String SECRET = "secret";

  static Deployment of(List<JsonNode> manifests) throws JsonProcessingException {
    List<HasMetadata> objects = new ArrayList<>();
    for (JsonNode manifest : manifests) {
      objects.add(StrictModel.read(manifest));
    }
    return new Deployment(objects);
  }

  <T> List<T> all(Class<T> type) {
    return objects.stream().filter(type::isInstance).map(type::cast).toList();
  }

  <T> T only(Class<T> type) {
    assertThat(all(type)).as(type.getSimpleName()).hasSize(1);
    return all(type).get(0);
  }

  /** Returns what belongs to a component, or to all of them. */
  Deployment ofComponent(String component) {
    return new Deployment(
        objects.stream()
            .filter(
                object ->
                    object instanceof ServiceAccount
                        || component.equals(label(object))
                        || label(object).isEmpty())
            .toList());
  }

  private static String label(HasMetadata object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    return labels == null ? "" : labels.getOrDefault("app.kubernetes.io/component", "");
  }

  StatefulSet statefulSet() {
    return only(StatefulSet.class);
  }

  PodSpec pod() {
    List<PodSpec> scorers =
        all(io.fabric8.kubernetes.api.model.apps.Deployment.class).stream()
            .map(scorer -> scorer.getSpec().getTemplate().getSpec())
            .toList();
    return scorers.isEmpty() ? statefulSet().getSpec().getTemplate().getSpec() : scorers.get(0);
  }

  Container container() {
    assertThat(pod().getContainers()).hasSize(1);
    return pod().getContainers().get(0);
  }

  /** Returns what a file of a mounted ConfigMap says. */
  String file(String path) {
    for (VolumeMount mount : container().getVolumeMounts()) {
      ConfigMapVolumeSource source = volume(mount.getName()).getConfigMap();
      String folder = mount.getMountPath() + "/";
      if (source != null && path.startsWith(folder)) {
        return data(source.getName(), path.substring(folder.length()));
      }
    }
    throw new AssertionError("no ConfigMap is mounted at " + path);
  }

  Volume volume(String name) {
    return pod().getVolumes().stream()
        .filter(volume -> volume.getName().equals(name))
        .findFirst()
        .orElseGet(Volume::new); // one of volumeClaimTemplates
  }

  /** Returns the variables of the container, each key of the Secrets with the same value. */
  Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    for (EnvVar variable : container().getEnv()) {
      EnvVarSource from = variable.getValueFrom();
      String value = from == null ? variable.getValue() : value(from);
      assertThat(environment.put(variable.getName(), value)).as(variable.getName()).isNull();
    }
    return environment;
  }

  private String value(EnvVarSource from) {
    if (from.getConfigMapKeyRef() != null) {
      return data(from.getConfigMapKeyRef().getName(), from.getConfigMapKeyRef().getKey());
    }
    if (from.getSecretKeyRef() != null) {
      return SECRET;
    }
    assertThat(from.getFieldRef().getFieldPath()).isEqualTo("metadata.name");
    return POD;
  }

  private String data(String configMap, String key) {
    ConfigMap found =
        all(ConfigMap.class).stream()
            .filter(map -> map.getMetadata().getName().equals(configMap))
            .findFirst()
            .orElseThrow(() -> new AssertionError("there is no ConfigMap " + configMap));
    assertThat(found.getData()).as(configMap).containsKey(key);
    return found.getData().get(key);
  }
}
