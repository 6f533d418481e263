package io.gradstream.deploy;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * What KServe takes as an {@code InferenceService} with containers of one's own, of which no model
 * is published: a predictor is a pod, with what scales it beside.
 */
@Group("serving.kserve.io")
@Version("v1beta1")
final class InferenceService extends CustomResource<InferenceService.Spec, Void>
    implements Namespaced {

  private static final long serialVersionUID = 1;

  /** The field of the same name. */
  public record Spec(Predictor predictor) {}

  /** A pod, and how many of it there are. */
  public static final class Predictor extends PodSpec {

    private static final long serialVersionUID = 1;

    private Integer minReplicas;
    private Integer maxReplicas;
    private String scaleMetric;
    private Integer scaleTarget;

    public Integer getMinReplicas() {
      return minReplicas;
    }

    public void setMinReplicas(Integer minReplicas) {
      this.minReplicas = minReplicas;
    }

    public Integer getMaxReplicas() {
      return maxReplicas;
    }

    public void setMaxReplicas(Integer maxReplicas) {
      this.maxReplicas = maxReplicas;
    }

    public String getScaleMetric() {
      return scaleMetric;
    }

    public void setScaleMetric(String scaleMetric) {
      this.scaleMetric = scaleMetric;
    }

    public Integer getScaleTarget() {
      return scaleTarget;
    }

    public void setScaleTarget(Integer scaleTarget) {
      this.scaleTarget = scaleTarget;
    }
  }
}
