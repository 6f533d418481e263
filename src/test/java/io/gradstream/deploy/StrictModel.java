package io.gradstream.deploy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.util.Map;

/**
 * Reads manifests by the models that Kubernetes' and Strimzi's clients are made of, and refuses
 * what those do not know: fields, kinds, versions, and values of another type.
 */
final class StrictModel {

  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Map.ofEntries(
          Map.entry("v1/ConfigMap", ConfigMap.class),
          Map.entry("v1/Service", Service.class),
          Map.entry("v1/ServiceAccount", ServiceAccount.class),
          Map.entry("apps/v1/StatefulSet", StatefulSet.class),
          Map.entry("apps/v1/Deployment", io.fabric8.kubernetes.api.model.apps.Deployment.class),
          Map.entry("autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
          Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
          Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
          Map.entry("monitoring.coreos.com/v1/ServiceMonitor", ServiceMonitor.class),
          Map.entry("monitoring.coreos.com/v1/PrometheusRule", PrometheusRule.class),
          Map.entry("keda.sh/v1alpha1/ScaledObject", ScaledObject.class),
          Map.entry("serving.kserve.io/v1beta1/InferenceService", InferenceService.class),
          Map.entry("kafka.strimzi.io/v1/KafkaTopic", KafkaTopic.class),
          Map.entry("kafka.strimzi.io/v1/KafkaUser", KafkaUser.class));

  private static final ObjectMapper MAPPER = mapper();

  private StrictModel() {}

  /** Returns the object that a manifest describes. */
  static HasMetadata read(JsonNode manifest) throws JsonProcessingException {
    String kind = manifest.path("apiVersion").asText() + "/" + manifest.path("kind").asText();
    Class<? extends HasMetadata> type = KINDS.get(kind);
    if (type == null) {
      throw new IllegalArgumentException("no model of " + kind + "; there are " + KINDS.keySet());
    }
    HasMetadata read = MAPPER.treeToValue(manifest, type);
    requireAll(manifest, MAPPER.valueToTree(read), "");
    return read;
  }

  /** A word that an enumeration does not have is read as nothing: all must be there again. */
  private static void requireAll(JsonNode given, JsonNode kept, String path) {
    if (given.isValueNode() ? !given.asText().equals(kept.asText()) : given.size() > kept.size()) {
      throw new IllegalArgumentException(path + " is " + given + ", of which was read " + kept);
    }
    given
        .fields()
        .forEachRemaining(
            field ->
                requireAll(
                    field.getValue(), kept.path(field.getKey()), path + "." + field.getKey()));
    for (int i = 0; given.isArray() && i < given.size(); i++) {
      requireAll(given.get(i), kept.path(i), path + "[" + i + "]");
    }
  }

  /** Returns a patch without Kustomize's own marks, so that the rest can be read. */
  static JsonNode withoutMarks(JsonNode patch) {
    JsonNode plain = patch.deepCopy();
    if (plain instanceof ObjectNode object) {
      object.remove("$patch"); // all of it goes
    }
    removeMarked(plain);
    return plain;
  }

  private static void removeMarked(JsonNode node) {
    if (node instanceof ArrayNode array) {
      for (int i = array.size() - 1; i >= 0; i--) {
        if (array.get(i).has("$patch")) {
          array.remove(i);
        }
      }
    }
    node.forEach(StrictModel::removeMarked);
  }

  private static ObjectMapper mapper() {
    ObjectMapper mapper =
        JsonMapper.builder()
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new AllAndNothingElse())
            .build();
    for (CoercionInputShape shape :
        new CoercionInputShape[] {
          CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean
        }) {
      mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
    }
    return mapper;
  }

  /**
   * The models keep fields that they do not know in a map, and do not write what is empty or the
   * default: here they do not, and do.
   */
  private static final class AllAndNothingElse extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }

    @Override
    public JsonInclude.Value findPropertyInclusion(Annotated annotated) {
      return JsonInclude.Value.empty();
    }
  }
}
