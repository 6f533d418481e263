package io.gradstream.deploy;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import java.util.Map;

/**
 * What KEDA takes as a {@code ScaledObject}, of which no model is published: the fields of its
 * custom resource definition of version 2.17 that are not deeper than {@code advanced}.
 */
@Group("keda.sh")
@Version("v1alpha1")
final class ScaledObject extends CustomResource<ScaledObject.Spec, Void> implements Namespaced {

  private static final long serialVersionUID = 1;

  /** The field of the same name. */
  public record Spec(
      Target scaleTargetRef,
      Integer minReplicaCount,
      Integer maxReplicaCount,
      Integer idleReplicaCount,
      Integer pollingInterval,
      Integer cooldownPeriod,
      Integer initialCooldownPeriod,
      Fallback fallback,
      List<Trigger> triggers) {}

  /** What is scaled: a Deployment, unless it says otherwise. */
  public record Target(
      String name, String apiVersion, String kind, String envSourceContainerName) {}

  /** What is done without figures. */
  public record Fallback(Integer failureThreshold, Integer replicas, String behavior) {}

  /** By what it is scaled; values of metadata are texts, whatever they say. */
  public record Trigger(
      String type,
      String name,
      String metricType,
      Boolean useCachedMetrics,
      Map<String, String> metadata) {}
}
