// How is any input damaged: bytes, runs of bytes, varints, ends, pieces of others?
import { varint } from '../support/protobuf.ts';
import type { Random } from './random.ts';

/** One to four random damages. Inputs stay under `MOST_BYTES`. */
export function mutateBytes(seed: Uint8Array, others: readonly Uint8Array[], random: Random): Uint8Array {
  let bytes = seed;
  for (let n = 1 + random.below(4); n > 0; n--) bytes = random.pick(DAMAGES)(bytes, random, others);
  return bytes.length > MOST_BYTES ? bytes.subarray(0, MOST_BYTES) : bytes;
}

const MOST_BYTES = 1 << 16;

type Damage = (bytes: Uint8Array, random: Random, others: readonly Uint8Array[]) => Uint8Array;

const DAMAGES: readonly Damage[] = [
  flipBit,
  flipBit,
  setByte,
  replaceVarint,
  replaceVarint,
  repeatRun,
  removeRun,
  cut,
  spliceOther,
  swapDigit,
];

function place(bytes: Uint8Array, random: Random): number {
  return random.below(bytes.length + 1);
}

export function splice(bytes: Uint8Array, from: number, to: number, insert: ArrayLike<number>): Uint8Array {
  const out = new Uint8Array(from + insert.length + Math.max(0, bytes.length - to));
  out.set(bytes.subarray(0, from));
  out.set(insert, from);
  out.set(bytes.subarray(Math.max(from, to)), from + insert.length);
  return out;
}

function flipBit(bytes: Uint8Array, random: Random): Uint8Array {
  const out = bytes.slice();
  if (out.length > 0) out[random.below(out.length)] ^= 1 << random.below(8);
  return out;
}

function setByte(bytes: Uint8Array, random: Random): Uint8Array {
  const out = bytes.slice();
  if (out.length > 0) out[random.below(out.length)] = random.pick([0, 1, 10, 13, 32, 127, 128, 255]);
  return out;
}

/** Whatever varint begins there becomes another. */
function replaceVarint(bytes: Uint8Array, random: Random): Uint8Array {
  const from = place(bytes, random);
  let to = from;
  while (to < bytes.length && bytes[to] >= 128) to++;
  return splice(bytes, from, Math.min(bytes.length, to + 1), varint(random.interesting()));
}

function repeatRun(bytes: Uint8Array, random: Random): Uint8Array {
  const from = place(bytes, random);
  const run = bytes.subarray(from, from + 1 + random.below(200));
  const times = 1 + random.below(random.chance(20) ? 200 : 3);
  const repeated = new Uint8Array(run.length * times);
  for (let i = 0; i < times; i++) repeated.set(run, i * run.length);
  return splice(bytes, from, from, repeated);
}

function removeRun(bytes: Uint8Array, random: Random): Uint8Array {
  const from = place(bytes, random);
  return splice(bytes, from, Math.min(bytes.length, from + 1 + random.below(64)), []);
}

function cut(bytes: Uint8Array, random: Random): Uint8Array {
  return bytes.subarray(0, place(bytes, random));
}

function spliceOther(bytes: Uint8Array, random: Random, others: readonly Uint8Array[]): Uint8Array {
  const other = random.pick(others);
  const from = place(other, random);
  return splice(
    bytes,
    place(bytes, random),
    place(bytes, random),
    other.subarray(from, from + random.below(500)),
  );
}

/** Text has its numbers in digits. */
function swapDigit(bytes: Uint8Array, random: Random): Uint8Array {
  const start = place(bytes, random);
  for (let at = start; at < bytes.length; at++) {
    if (bytes[at] < 48 || bytes[at] > 57) continue;
    let to = at;
    while (to < bytes.length && bytes[to] >= 48 && bytes[to] <= 57) to++;
    const digits = random.chance(4) ? '9'.repeat(1 + random.below(400)) : String(random.interesting());
    return splice(bytes, at, to, new TextEncoder().encode(random.chance(8) ? `-${digits}` : digits));
  }
  return bytes;
}
