package io.gradstream.schema;

import static io.gradstream.schema.NodeClient.json;
import static io.gradstream.schema.row.AvroBytes.datum;
import static io.gradstream.schema.row.AvroBytes.schema;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;

/** One record with a field of every kind that Avro has, as two languages hold it. */
final class EveryKind {

  /** The schema of the record. */
  static final String SCHEMA =
      """
      {"type": "record", "name": "Kinds", "namespace": "org.example", "fields": [
        {"name": "whole", "type": "int"},
        {"name": "big", "type": "long"},
        {"name": "single", "type": "float"},
        {"name": "real", "type": "double"},
        {"name": "endless", "type": "double"},
        {"name": "flag", "type": "boolean"},
        {"name": "text", "type": "string"},
        {"name": "raw", "type": "bytes"},
        {"name": "code", "type": {"type": "fixed", "name": "Code", "size": 3}},
        {"name": "color", "type": {"type": "enum", "name": "Color", "symbols": ["RED", "BLUE"]}},
        {"name": "absent", "type": ["null", "string"]},
        {"name": "delay", "type": ["double", "null"]},
        {"name": "choice", "type": ["null", "int", "double"]},
        {"name": "carrier", "type": {"type": "record", "name": "Carrier", "fields": [
          {"name": "name", "type": "string"}, {"name": "founded", "type": ["null", "int"]}]}},
        {"name": "partner", "type": ["null", "Carrier"]},
        {"name": "legs", "type": {"type": "array", "items": "Carrier"}},
        {"name": "fares", "type": {"type": "map", "values": "long"}},
        {"name": "departure", "type": {"type": "long", "logicalType": "timestamp-millis"}},
        {"name": "day", "type": {"type": "int", "logicalType": "date"}},
        {"name": "price", "type":
          {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}}
      ]}
      """;

  /** The record as Node.js has it, with the client's logical types. */
  static final JsonNode IN_NODE =
      json(
          """
          {'whole': -2147483648, 'big': 9007199254740990, 'single': 0.10000000149011612,
           'real': 0.1, 'endless': {'$double': '-Infinity'}, 'flag': true,
           'text': 'Zürich 東京 🛫', 'raw': {'$hex': '007f80ff'}, 'code': {'$hex': '414243'},
           'color': 'BLUE', 'absent': null, 'delay': -12.5, 'choice': {'double': 7.5},
           'carrier': {'name': 'KLM', 'founded': 1919}, 'partner': {'name': 'Δ', 'founded': null},
           'legs': [{'name': 'a', 'founded': 1}, {'name': '', 'founded': -1}],
           'fares': {'économie': -1099511627776}, 'departure': {'$time': '2014-01-01T06:00:00.001Z'},
           'day': {'$time': '1969-12-31T00:00:00.000Z'}, 'price': '-1234.05'}
          """);

  private EveryKind() {}

  /** Returns the record as Avro's Java library has it. */
  static GenericRecord inJava() {
    Schema kinds = schema(SCHEMA);
    Schema carrier = kinds.getField("carrier").schema();
    return datum(
        kinds,
        Integer.MIN_VALUE,
        9007199254740990L,
        0.1f,
        0.1,
        Double.NEGATIVE_INFINITY,
        true,
        new Utf8("Zürich 東京 🛫"),
        ByteBuffer.wrap(new byte[] {0, 127, -128, -1}),
        new GenericData.Fixed(kinds.getField("code").schema(), "ABC".getBytes(UTF_8)),
        new GenericData.EnumSymbol(kinds.getField("color").schema(), "BLUE"),
        null,
        -12.5,
        7.5,
        datum(carrier, new Utf8("KLM"), 1919),
        datum(carrier, new Utf8("Δ"), null),
        List.of(datum(carrier, new Utf8("a"), 1), datum(carrier, new Utf8(""), -1)),
        Map.of(new Utf8("économie"), -1099511627776L),
        1388556000001L,
        -1,
        ByteBuffer.wrap(BigInteger.valueOf(-123405).toByteArray()));
  }
}
