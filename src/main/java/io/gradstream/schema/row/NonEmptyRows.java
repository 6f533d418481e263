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

  /**
   * Creates a decoder.
   *
   * @param decoder which fills the rows; closed with this one
   * @param weight the number of the layout that is no feature but a record's weight
   */
  public NonEmptyRows(RowDecoder decoder, RowLayout layout, Optional<String> weight) {
    this.decoder = decoder;
    required = new FeaturesRequired(layout, weight);
  }

  @Override
  public void decode(Headers headers, byte @Nullable [] value, Row row) throws BadRecordException {
    decoder.decode(headers, value, row);
    if (required.isEmpty(row)) {
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
