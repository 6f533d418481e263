package io.gradstream.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openlineage.client.OpenLineage.InputDataset;
import io.openlineage.client.OpenLineage.OutputDataset;
import io.openlineage.client.OpenLineage.RunEvent;
import io.openlineage.client.OpenLineageClientUtils;
import java.time.Instant;

/** Events as OpenLineage's own client has them, whose classes are made from the specification. */
public final class OfficialModel {

  private static final ObjectMapper JSON = new ObjectMapper();

  private OfficialModel() {}

  /**
   * Returns an event as the client reads it, once it is sure that it loses nothing of it, and takes
   * every facet of the specification for what it is.
   */
  public static RunEvent read(String event) throws JsonProcessingException {
    RunEvent read = OpenLineageClientUtils.runEventFromJson(event);
    assertThat(withInstant(OpenLineageClientUtils.toJson(read))).isEqualTo(withInstant(event));
    assertThat(read.getEventType()).isNotNull();
    assertThat(read.getRun().getRunId()).isNotNull();
    assertThat(read.getJob().getFacets().getJobType().getProcessingType()).isEqualTo("STREAMING");
    assertThat(read.getJob().getFacets().getAdditionalProperties()).isEmpty();
    assertThat(read.getRun().getFacets().getAdditionalProperties().keySet())
        .isSubsetOf("gradstream_model");
    for (InputDataset input : read.getInputs()) {
      assertThat(input.getFacets().getAdditionalProperties()).isEmpty();
      assertThat(input.getFacets().getSchema().getFields()).isNotEmpty();
    }
    for (OutputDataset output : read.getOutputs()) {
      assertThat(output.getFacets().getAdditionalProperties()).isEmpty();
    }
    return read;
  }

  /** A time may be written in several ways. */
  private static JsonNode withInstant(String event) throws JsonProcessingException {
    ObjectNode node = (ObjectNode) JSON.readTree(event);
    return node.put("eventTime", Instant.parse(node.path("eventTime").asText()).toEpochMilli());
  }
}
