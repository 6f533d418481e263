package io.gradstream.schema.row;

import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Decodes as another decoder does, and refuses rows without any feature. */
public final class NonEmptyRows implements RowDecoder {

  private final RowDecoder decoder;
  private final FeaturesRequired required;
  private final boolean labelsPass;

  /**
   * Creates a decoder.
   *
   * @param decoder which fills the rows; closed with this one
   * @param weight the number of the layout that is no feature but a record's weight
   */
  NonEmptyRows(RowDecoder decoder, RowLayout layout, Optional<String> weight) {
    this(decoder, new FeaturesRequired(layout, weight), false);
  }

  /**
   * Creates a decoder.
   *
   * @param decoder which fills the rows; closed with this one
   * @param required which features there are
   * @param labelsPass whether a row with a label needs no features: it is the label of another
   */
  public NonEmptyRows(RowDecoder decoder, FeaturesRequired required, boolean labelsPass) {
    this.decoder = decoder;
    this.required = required;
    this.labelsPass = labelsPass;
  }

  @Override
  public void decode(Headers headers, byte @Nullable [] value, Row row) throws BadRecordException {
    decoder.decode(headers, value, row);
    if (required.isEmpty(row) && !(labelsPass && row.hasLabel())) {
      row.clear();
      throw required.refusal(decoder.nearest(required.first()));
    }
  }

  @Override
  public String nearest(String field) {
    return decoder.nearest(field);
  }

  @Override
  public void close() {
    decoder.close();
  }
}
