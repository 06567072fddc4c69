// How is a pprof message damaged without losing its shape: fields, numbers, lengths, wire types?
import { varint } from '../support/protobuf.ts';
import { mutateBytes } from './mutate-bytes.ts';
import type { Random } from './random.ts';

interface Field {
  number: number;
  wire: number;
  /** Of wire type 0. */
  value: bigint;
  /** Of wire type 2: bytes, fields, or packed numbers. */
  body: Uint8Array | Field[] | bigint[];
  /** A length that is not true. */
  lie?: bigint;
}

/** Paths of the fields that hold messages, and of those that hold packed numbers. */
const MESSAGES = new Set(['1', '2', '3', '4', '5', '11', '2.3', '4.4']);
const PACKED = new Set(['2.1', '2.2', '14']);
const WIRES = [0, 1, 2, 3, 4, 5, 6, 7];
const FIELDS_OF_PROFILE = 15;

export function mutateProtobuf(seed: Uint8Array, others: readonly Uint8Array[], random: Random): Uint8Array {
  const fields = parse(seed, '');
  if (fields === undefined || random.chance(8)) return mutateBytes(seed, others, random);
  for (let n = 1 + random.below(4); n > 0; n--) damage(fields, random);
  const bytes = Uint8Array.from(write(fields));
  return random.chance(16) ? mutateBytes(bytes, others, random) : bytes;
}

function readVarint(bytes: Uint8Array, at: number): [value: bigint, next: number] | undefined {
  let value = 0n;
  for (let i = 0; i < 10 && at + i < bytes.length; i++) {
    value |= BigInt(bytes[at + i] & 127) << BigInt(7 * i);
    if (bytes[at + i] < 128) return [value, at + i + 1];
  }
  return undefined;
}

/** Undefined: no message. */
function parse(bytes: Uint8Array, path: string): Field[] | undefined {
  const fields: Field[] = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = readVarint(bytes, at);
    const number = tag && readVarint(bytes, tag[1]);
    if (tag === undefined || number === undefined) return undefined;
    const field: Field = {
      number: Number(tag[0] >> 3n),
      wire: Number(tag[0] & 7n),
      value: number[0],
      body: [],
    };
    at = number[1];
    if (field.wire === 2) {
      const body = bytes.subarray(at, at + Number(number[0]));
      field.body = parseBody(body, path === '' ? `${field.number}` : `${path}.${field.number}`);
      at += body.length;
    } else if (field.wire !== 0) return undefined;
    fields.push(field);
  }
  return fields;
}

function parseBody(body: Uint8Array, path: string): Field['body'] {
  if (MESSAGES.has(path)) return parse(body, path) ?? body;
  if (!PACKED.has(path)) return body;
  const numbers: bigint[] = [];
  for (let at = 0; at < body.length; ) {
    const number = readVarint(body, at);
    if (number === undefined) return body;
    numbers.push(number[0]);
    at = number[1];
  }
  return numbers;
}

function write(fields: readonly Field[]): number[] {
  const out: number[] = [];
  for (const { number, wire, value, body, lie } of fields) {
    for (const byte of varint((BigInt(number) << 3n) | BigInt(wire))) out.push(byte);
    const bytes = wire === 2 ? writeBody(body) : [];
    for (const byte of varint(wire === 2 ? (lie ?? BigInt(bytes.length)) : value)) out.push(byte);
    for (const byte of bytes) out.push(byte);
  }
  return out;
}

function writeBody(body: Field['body']): number[] {
  if (body instanceof Uint8Array) return [...body];
  return isNumbers(body) ? body.flatMap(varint) : write(body);
}

function isNumbers(body: Field[] | bigint[]): body is bigint[] {
  return typeof body[0] === 'bigint';
}

/** Goes down a random way and damages what is there. */
function damage(fields: Field[], random: Random): void {
  if (fields.length === 0) fields.push(anyField(random));
  const field = random.pick(fields);
  const { body } = field;
  const isDeep = field.wire === 2 && !(body instanceof Uint8Array);
  if (!isDeep || random.chance(4)) random.pick(FIELD_DAMAGES)(fields, field, random);
  else if (isNumbers(body)) damageNumbers(body, random);
  else damage(body, random);
}

function damageNumbers(numbers: bigint[], random: Random): void {
  const at = random.below(numbers.length);
  const way = random.below(8);
  if (way === 0) numbers.splice(at, 1);
  else if (way === 1) numbers.push(...numbers.slice(0, 1 + random.below(50)));
  else numbers[at] = random.interesting();
}

type FieldDamage = (fields: Field[], field: Field, random: Random) => void;

const FIELD_DAMAGES: readonly FieldDamage[] = [
  (_, field, random) => {
    field.value = random.interesting();
  },
  (_, field, random) => {
    field.value = field.value + BigInt(random.below(3) - 1);
  },
  (_, field, random) => {
    field.lie = random.interesting();
  },
  (_, field, random) => {
    field.wire = random.pick(WIRES);
  },
  (_, field, random) => {
    field.number = random.below(FIELDS_OF_PROFILE + 1);
  },
  (fields, field) => {
    fields.splice(fields.indexOf(field), 1);
  },
  (fields, field, random) => {
    for (let n = random.chance(30) ? 300 : 1; n > 0; n--) fields.push(field);
  },
  (fields, field, random) => {
    fields.splice(random.below(fields.length), 0, field);
  },
  (fields, _, random) => {
    fields.splice(random.below(fields.length), 0, anyField(random));
  },
];

function anyField(random: Random): Field {
  const body = Uint8Array.from({ length: random.below(20) }, () => random.below(256));
  return {
    number: random.below(FIELDS_OF_PROFILE + 1),
    wire: random.pick([0, 2]),
    value: random.interesting(),
    body,
  };
}
