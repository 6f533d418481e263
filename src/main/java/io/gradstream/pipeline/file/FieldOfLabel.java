package io.gradstream.pipeline.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gradstream.core.model.LabelTransform;
import io.gradstream.pipeline.declare.Node;
import io.gradstream.pipeline.declare.Reading;
import io.gradstream.pipeline.declare.Type;
import java.util.Optional;

/** The label by the name of its field alone, which is learned as it is. */
record FieldOfLabel() implements Type<InputKeys.LabelSource> {

  private static final FieldName NAME = FieldName.ofLabel();

  @Override
  public Optional<InputKeys.LabelSource> read(Node node, String path, Reading reading) {
    return NAME.read(node, path, reading)
        .map(field -> new InputKeys.LabelSource(field, LabelTransform.NONE));
  }

  @Override
  public boolean fits(Node node) {
    return NAME.fits(node);
  }

  @Override
  public String allowed() {
    return NAME.allowed();
  }

  @Override
  public ObjectNode schema() {
    return NAME.schema();
  }
}
