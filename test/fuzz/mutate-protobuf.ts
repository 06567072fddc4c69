// How is a pprof message damaged without losing its shape: fields, numbers, lengths, wire types?
import { varint } from '../support/protobuf.ts';
import { mutateBytes } from './mutate-bytes.ts';
import type { Random } from './random.ts';

interface Field {
  readonly number: number;
  readonly wire: number;
  /** Of wire type 0. */
  readonly value: bigint;
  /** Of wire type 2: bytes, fields, or packed numbers. */
  readonly body: Uint8Array | readonly Field[] | readonly bigint[];
  /** A length that is not true. */
  readonly lie?: bigint;
  /** The whole field as the seed writes it; gone from what was damaged. */
  readonly written?: Uint8Array | undefined;
}

/** Paths of the fields that hold messages, and of those that hold packed numbers. */
const MESSAGES = new Set(['1', '2', '3', '4', '5', '11', '2.3', '4.4']);
const PACKED = new Set(['2.1', '2.2', '14']);
const WIRES = [0, 1, 2, 3, 4, 5, 6, 7];
const FIELDS_OF_PROFILE = 15;

const parsedSeeds = new WeakMap<Uint8Array, readonly Field[] | 'no message'>();

export function mutateProtobuf(seed: Uint8Array, others: readonly Uint8Array[], random: Random): Uint8Array {
  let fields = parsedSeeds.get(seed);
  if (fields === undefined) parsedSeeds.set(seed, (fields = parse(seed, '') ?? 'no message'));
  if (fields === 'no message' || random.chance(8)) return mutateBytes(seed, others, random);
  for (let n = 1 + random.below(4); n > 0; n--) fields = damage(fields, random);
  const bytes = write(fields);
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
    const value = tag && readVarint(bytes, tag[1]);
    if (tag === undefined || value === undefined) return undefined;
    const [number, wire] = [Number(tag[0] >> 3n), Number(tag[0] & 7n)];
    if (wire !== 0 && wire !== 2) return undefined;
    const end = wire === 2 ? value[1] + Number(value[0]) : value[1];
    const inner = path === '' ? `${number}` : `${path}.${number}`;
    const body = wire === 2 ? parseBody(bytes.subarray(value[1], end), inner) : [];
    fields.push({ number, wire, value: value[0], body, written: bytes.subarray(at, end) });
    at = end;
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

function write(fields: readonly Field[]): Uint8Array {
  return joined(fields.map((field) => field.written ?? writeField(field)));
}

function writeField({ number, wire, value, body, lie }: Field): Uint8Array {
  const tag = varint((BigInt(number) << 3n) | BigInt(wire));
  if (wire !== 2) return joined([tag, varint(value)]);
  const bytes = body instanceof Uint8Array ? body : isNumbers(body) ? body.flatMap(varint) : write(body);
  return joined([tag, varint(lie ?? BigInt(bytes.length)), bytes]);
}

function joined(parts: readonly ArrayLike<number>[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function isNumbers(body: readonly Field[] | readonly bigint[]): body is readonly bigint[] {
  return typeof body[0] === 'bigint';
}

/** Goes down a random way and damages what is there. */
function damage(fields: readonly Field[], random: Random): readonly Field[] {
  if (fields.length === 0) return [anyField(random)];
  const at = random.below(fields.length);
  const field = fields[at];
  const { body } = field;
  if (field.wire !== 2 || body instanceof Uint8Array || random.chance(4))
    return random.pick(FIELD_DAMAGES)(fields, at, random);
  const damaged = isNumbers(body) ? damageNumbers(body, random) : damage(body, random);
  return fields.with(at, changed(field, { body: damaged }));
}

function changed(field: Field, change: Partial<Field>): Field {
  return { ...field, ...change, written: undefined };
}

function damageNumbers(numbers: readonly bigint[], random: Random): readonly bigint[] {
  const at = random.below(numbers.length);
  const way = random.below(8);
  if (way === 0) return numbers.toSpliced(at, 1);
  if (way === 1) return [...numbers, ...numbers.slice(0, 1 + random.below(50))];
  return numbers.with(at, random.interesting());
}

/** What becomes of a message whose field `at` is damaged. */
type FieldDamage = (fields: readonly Field[], at: number, random: Random) => readonly Field[];

/** A damage of the field itself. */
function inPlace(change: (field: Field, random: Random) => Partial<Field>): FieldDamage {
  return (fields, at, random) => fields.with(at, changed(fields[at], change(fields[at], random)));
}

const FIELD_DAMAGES: readonly FieldDamage[] = [
  inPlace((_, random) => ({ value: random.interesting() })),
  inPlace(({ value }, random) => ({ value: value + BigInt(random.below(3) - 1) })),
  inPlace((_, random) => ({ lie: random.interesting() })),
  inPlace((_, random) => ({ wire: random.pick(WIRES) })),
  inPlace((_, random) => ({ number: random.below(FIELDS_OF_PROFILE + 1) })),
  (fields, at) => fields.toSpliced(at, 1),
  (fields, at, random) => [
    ...fields,
    ...Array.from({ length: random.chance(30) ? 300 : 1 }, () => fields[at]),
  ],
  (fields, at, random) => fields.toSpliced(random.below(fields.length), 0, fields[at]),
  (fields, _, random) => fields.toSpliced(random.below(fields.length), 0, anyField(random)),
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
