// Confluent's own client and Avro serdes for Node.js, asked line by line: one request in JSON per
// line on standard input, one answer in JSON per line on standard output.
//
//   node wire.mjs <registry URL>
//
// What JSON does not have is an object of one member: {"$hex": bytes}, {"$long": a BigInt},
// {"$time": a Date}, {"$double": "NaN", "Infinity" or "-Infinity"}.

import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import {
  AvroDeserializer,
  AvroSerializer,
  SchemaRegistryClient,
  SerdeType,
} from '@confluentinc/schemaregistry';

// The copy that the client itself has: types of another one are not taken.
const require = createRequire(import.meta.url);
const avro = createRequire(require.resolve('@confluentinc/schemaregistry'))('avsc');

const DAY = 86_400_000;

class TimestampMillis extends avro.types.LogicalType {
  _fromValue = (value) => new Date(value);
  _toValue = (date) => date.getTime();
}

class CalendarDate extends avro.types.LogicalType {
  _fromValue = (value) => new Date(value * DAY);
  _toValue = (date) => date.getTime() / DAY;
}

/** A number as text, with the schema's scale. */
class Decimal extends avro.types.LogicalType {
  constructor(schema, options) {
    super(schema, options);
    this.scale = schema.scale;
  }

  _fromValue(bytes) {
    const digits = BigInt.asIntN(8 * bytes.length, BigInt('0x' + bytes.toString('hex'))).toString();
    const unsigned = digits.replace('-', '').padStart(this.scale + 1, '0');
    const point = unsigned.length - this.scale;
    return digits.replace(/\d+/, '') + unsigned.slice(0, point) + '.' + unsigned.slice(point);
  }

  _toValue(text) {
    const unscaled = BigInt(text.replace('.', ''));
    let length = 1;
    while (BigInt.asIntN(8 * length, unscaled) !== unscaled) length++;
    const hex = BigInt.asUintN(8 * length, unscaled).toString(16);
    return Buffer.from(hex.padStart(2 * length, '0'), 'hex');
  }
}

const LOGICAL_TYPES = {
  'timestamp-millis': TimestampMillis,
  date: CalendarDate,
  decimal: Decimal,
};

/** Longs as BigInt: numbers are exact up to 2^53 only, and the library refuses larger ones. */
const BIG_LONG = avro.types.LongType.__with({
  fromBuffer: (buffer) => buffer.readBigInt64LE(),
  toBuffer: (value) => {
    const buffer = Buffer.alloc(8);
    buffer.writeBigInt64LE(value);
    return buffer;
  },
  fromJSON: BigInt,
  toJSON: String,
  isValid: (value) => typeof value === 'bigint',
  compare: (a, b) => (a < b ? -1 : a > b ? 1 : 0),
});

const bigLongs = (schema) => (schema === 'long' ? BIG_LONG : undefined);

function settings({ config, logicalTypes, bigInts }) {
  return {
    ...config,
    ...(logicalTypes && { logicalTypes: LOGICAL_TYPES }),
    ...(bigInts && { typeHook: bigLongs }),
  };
}

function toJson(value) {
  if (Buffer.isBuffer(value)) return { $hex: value.toString('hex') };
  if (typeof value === 'bigint') return { $long: String(value) };
  if (typeof value === 'number') return Number.isFinite(value) ? value : { $double: String(value) };
  if (value instanceof Date) return { $time: value.toISOString() };
  if (Array.isArray(value)) return value.map(toJson);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, toJson(inner)]));
}

function fromJson(json) {
  if (Array.isArray(json)) return json.map(fromJson);
  if (json === null || typeof json !== 'object') return json;
  if ('$hex' in json) return Buffer.from(json.$hex, 'hex');
  if ('$long' in json) return BigInt(json.$long);
  if ('$double' in json) return Number(json.$double);
  if ('$time' in json) return new Date(json.$time);
  return Object.fromEntries(Object.entries(json).map(([name, inner]) => [name, fromJson(inner)]));
}

const ACTIONS = {
  register: async (client, { subject, schema, references }) => ({
    id: await client.register(subject, { schemaType: 'AVRO', schema, references }),
  }),
  latest: (client, { subject }) => client.getLatestSchemaMetadata(subject),
  write: async (client, request) => {
    const serializer = new AvroSerializer(client, SerdeType.VALUE, settings(request));
    const bytes = await serializer.serialize(request.topic, fromJson(request.value));
    return { bytes: bytes.toString('hex') };
  },
  read: async (client, request) => {
    const deserializer = new AvroDeserializer(client, SerdeType.VALUE, settings(request));
    const bytes = Buffer.from(request.bytes, 'hex');
    return { value: toJson(await deserializer.deserialize(request.topic, bytes)) };
  },
};

async function answer({ action, ...request }) {
  // A new one each time: a client remembers which version was the latest.
  const client = SchemaRegistryClient.newClient({ baseURLs: [process.argv[2]] });
  try {
    return await ACTIONS[action](client, request);
  } catch (error) {
    return { error: error.message, status: error.status, code: error.errorCode };
  }
}

// Standard output is for answers only, whatever a library has to say.
console.log = console.error;
for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(await answer(JSON.parse(line))) + '\n');
}
