package io.gradstream.schema.row;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.gradstream.core.data.Envelope;
import io.gradstream.core.data.Refusal.Reason;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.schema.WireFormat;
import java.io.IOException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Decodes records that are one JSON object each (RFC 8259) straight into a {@link Row}.
 *
 * <p>Only the fields that the row's layout names are read; the others are passed over. A path
 * {@code a.b} reads field {@code b} of the object in field {@code a}. A field that is absent is
 * missing, as if it were null; a record that has none of the features is refused. A field that is
 * read must not be given twice.
 *
 * <p>A number is a JSON number, or true or false for 1 and 0; one beyond all doubles is missing, as
 * are {@code NaN} and {@code Infinity}, bare or as text. A category is a text, a boolean or a
 * number, whose text is the one that the same number has in Avro; a whole number keeps all its
 * digits. A point in time is a number or text as {@link io.gradstream.core.data.PointInTime} reads
 * it. Several categories at once are an array of what one may be, nulls left out. Labels are as
 * {@link io.gradstream.core.data.LabelRule} says.
 *
 * <p>Not thread-safe; one decoder per thread.
 */
public final class JsonRowDecoder implements RowDecoder {

  /** How deep objects and arrays may be nested. */
  static final int DEEPEST = 1000;

  /** How many characters a number may have. */
  static final int LONGEST_NUMBER = 1000;

  /** Whatever names came before, what is read of a record depends on the record alone. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(LONGEST_NUMBER)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private static final String NO_ROW =
      "the object has no field after, so it is no change of a row as Debezium writes it; leave"
          + " `envelope` out if the records are rows";

  private final RowLayout layout;
  private final Envelope envelope;
  private final JsonField root;
  private final @Nullable JsonField after;
  private final JsonNames names;
  private final JsonValues values;
  private long record;

  /** Creates a decoder of records that are rows. */
  public JsonRowDecoder(RowLayout layout) {
    this(layout, Envelope.NONE);
  }

  /**
   * Creates a decoder.
   *
   * @param layout which fields are read and where they go
   * @param envelope what is around the row
   */
  public JsonRowDecoder(RowLayout layout, Envelope envelope) {
    this.layout = layout;
    this.envelope = envelope;
    root = JsonField.of(envelope.paths(layout));
    after = envelope == Envelope.NONE ? null : root.find(Envelope.AFTER);
    names = new JsonNames(root);
    values = new JsonValues(layout);
  }

  @Override
  public void decode(Headers headers, byte @Nullable [] value, Row row) throws BadRecordException {
    decode(value, row);
  }

  /** Fills {@code row} with the record in {@code value}, whatever headers came with it. */
  public void decode(byte @Nullable [] value, Row row) throws BadRecordException {
    if (row.layout() != layout) {
      throw new IllegalArgumentException("the row has another layout than the decoder");
    }
    row.clear();
    if (value == null) {
      throw new BadRecordException(Reason.TOMBSTONE, "the value is null");
    }
    record++;
    read(value, row);
    if (after != null && !after.isIn(record)) {
      throw new BadRecordException(Reason.FIELD_MISSING, NO_ROW);
    }
    if (names.areWatched()) {
      names.endRecord();
    }
  }

  private void read(byte[] value, Row row) throws BadRecordException {
    if (value.length > 0 && value[0] == WireFormat.MAGIC) {
      throw malformed(
          "the value begins with 0x00, as in a schema registry's wire format; it must be one JSON"
              + " object in UTF-8");
    }
    try (JsonParser in = FACTORY.createParser(value)) {
      JsonToken first = in.nextToken();
      if (first == JsonToken.VALUE_NULL && in.nextToken() == null) {
        throw new BadRecordException(Reason.TOMBSTONE, "the value is JSON's null");
      }
      if (first != JsonToken.START_OBJECT) {
        throw malformed(
            "the value is %s; it must be one JSON object"
                .formatted(JsonValues.shown(in.currentToken())));
      }
      object(in, root, row);
      if (in.nextToken() != null) {
        throw malformed("the value has more after its JSON object");
      }
    } catch (JsonProcessingException e) {
      throw malformed("the value is no JSON: " + e.getOriginalMessage() + where(e.getLocation()));
    } catch (IOException e) {
      throw malformed("the value is no JSON: " + e.getMessage()); // no text in UTF-8, -16 or -32
    }
  }

  private void object(JsonParser in, JsonField object, Row row)
      throws IOException, BadRecordException {
    for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
      in.nextToken();
      JsonField field = object.find(name);
      if (field == null && isWrapped(in, object, name)) {
        object(in, root, row);
      } else if (field == null) {
        in.skipChildren();
        if (names.areWatched()) {
          names.add(object, name);
        }
      } else {
        field(in, field, row);
      }
    }
  }

  private void field(JsonParser in, JsonField field, Row row)
      throws IOException, BadRecordException {
    if (field.meetAgain(record)) {
      throw malformed("field %s is given twice".formatted(field.path));
    }
    if (field == after && in.currentToken() == JsonToken.VALUE_NULL) {
      throw new BadRecordException(Reason.DELETED, PlanCompiler.DELETED);
    }
    if (in.currentToken() == JsonToken.START_OBJECT && !field.isRead()) {
      object(in, field, row);
    } else if (in.currentToken() != JsonToken.VALUE_NULL) {
      values.read(in, field, row);
    }
  }

  /** Connect's converter puts a change into a payload beside its schema, unless told not to. */
  private boolean isWrapped(JsonParser in, JsonField object, String name)
      throws BadRecordException {
    if (after == null || object != root || !name.equals("payload")) {
      return false;
    }
    if (in.currentToken() == JsonToken.VALUE_NULL) {
      throw new BadRecordException(Reason.TOMBSTONE, "the payload is JSON's null");
    }
    return in.currentToken() == JsonToken.START_OBJECT;
  }

  @Override
  public String nearest(String field) {
    return names.nearest(envelope.path(field));
  }

  private static String where(@Nullable JsonLocation at) {
    return at == null ? "" : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
  }

  private static BadRecordException malformed(String message) {
    return new BadRecordException(Reason.MALFORMED, message);
  }
}
