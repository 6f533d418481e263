package io.gradstream.score;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.gradstream.core.data.Envelope;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.pipeline.OnEmpty;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.schema.row.BadRecordException;
import io.gradstream.schema.row.FeaturesRequired;
import io.gradstream.schema.row.JsonRowDecoder;
import io.gradstream.schema.row.RecordRows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.generic.IndexedRecord;

/**
 * Reads rows to be scored, in whatever form they come, as the pipeline reads its topic: a field is
 * the same number or category from JSON, from a map and from Avro. The label and a weight are not
 * read: they have no part in a prediction. Not thread-safe.
 */
final class RowReader {

  private static final JsonFactory JSON = new JsonFactory();

  private final Row row;
  private final JsonRowDecoder json;
  private final RecordRows records;
  private final Optional<FeaturesRequired> required;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

  RowReader(Pipeline pipeline) {
    RowLayout layout = pipeline.scoredLayout();
    row = new Row(layout);
    json = new JsonRowDecoder(layout, Envelope.NONE);
    records = new RecordRows("the caller", layout, Envelope.NONE);
    required =
        pipeline.input().onEmpty() == OnEmpty.PREDICT
            ? Optional.empty()
            : Optional.of(
                new FeaturesRequired(
                    layout, pipeline.learner().weightAlone(), pipeline.keyAlone()));
  }

  /** Reads a JSON object in UTF-8. */
  Row json(byte[] object) throws BadRecordException {
    json.decode(object, row);
    return checked(() -> FieldNames.of(object));
  }

  /** Reads a record of Avro's. */
  Row record(IndexedRecord record) throws BadRecordException {
    records.read(record, row);
    return checked(List::of);
  }

  /** Reads values by field; maps within it are records in a record. */
  Row map(Map<String, ?> fields) throws BadRecordException {
    bytes.reset();
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      write(fields, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return json(bytes.toByteArray());
  }

  private Row checked(Supplier<List<String>> names) throws BadRecordException {
    if (required.isPresent()) {
      required.get().check(row, names);
    }
    return row;
  }

  private static void write(Object value, JsonGenerator out) throws IOException {
    if (value instanceof Map<?, ?> map) {
      out.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.writeFieldName(String.valueOf(entry.getKey()));
        write(entry.getValue(), out);
      }
      out.writeEndObject();
    } else if (value instanceof Iterable<?> list) {
      out.writeStartArray();
      for (Object each : list) {
        write(each, out);
      }
      out.writeEndArray();
    } else {
      scalar(value, out);
    }
  }

  private static void scalar(Object value, JsonGenerator out) throws IOException {
    if (value == null) {
      out.writeNull();
    } else if (value instanceof Double || value instanceof Float) {
      out.writeNumber(((Number) value).doubleValue());
    } else if (value instanceof BigInteger whole) {
      out.writeNumber(whole);
    } else if (value instanceof BigDecimal decimal) {
      out.writeNumber(decimal);
    } else if (value instanceof Number number) {
      out.writeNumber(number.longValue());
    } else if (value instanceof Boolean truth) {
      out.writeBoolean(truth);
    } else if (value instanceof CharSequence
        || value instanceof Character
        || value instanceof Enum<?>
        || value instanceof TemporalAccessor) {
      out.writeString(value.toString());
    } else {
      throw new IllegalArgumentException(
          "a value of type %s cannot be scored: give numbers, texts, booleans, points in time, lists or maps"
              .formatted(value.getClass().getName()));
    }
  }
}
