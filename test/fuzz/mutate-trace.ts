// How are traces made that hurt: random events in well-formed batches, and real batches that are damaged?
import { VarintCursor } from '../../src/bytes/varint.ts';
import { STRING, USER_LOG } from '../../src/formats/trace/v1/event-kinds.ts';
import { NUMBERS, UNKNOWN } from '../../src/formats/trace/v2/event-kinds.ts';
import {
  batch,
  bytes,
  END_OF_GENERATION,
  event,
  frequency,
  header,
  older,
  olderBatch,
  olderStack,
  olderString,
  stacks,
  strings,
  sync,
} from '../formats/trace-bytes.ts';
import { mutateBytes, splice } from './mutate-bytes.ts';
import type { Random } from './random.ts';

type Mutate = (seed: Uint8Array, others: readonly Uint8Array[], random: Random) => Uint8Array;

/** Three in four inputs are drawn; the others are real traces that are damaged. */
function mutateTrace(draw: (random: Random) => Uint8Array, mutateParts: Mutate): Mutate {
  return (seed, others, random) => {
    const kind = random.below(8);
    if (kind === 0) return mutateBytes(seed, others, random);
    if (kind === 1) return mutateParts(seed, others, random);
    const drawn = draw(random);
    return random.chance(3) ? mutateBytes(drawn, others, random) : drawn;
  };
}

export const mutateNewerTrace = mutateTrace(drawNewer, mutateBatches);
export const mutateOlderTrace = mutateTrace(drawOlder, mutateOlderEvents);

/** Mostly small ids, which meet each other; now and then one that breaks readers. */
function id(random: Random): number {
  return random.chance(40) ? random.pick([-1, 2 ** 31, 2 ** 32 + 1, 2 ** 53, 0]) : random.below(7);
}

function drawNewer(random: Random): Uint8Array {
  const version = random.pick([22, 23, 25, 26, 27]);
  const parts: number[][] = [header(version)];
  for (let generation = 1; generation <= 1 + random.below(3); generation++) {
    if (version >= 25 || random.chance(8))
      parts.push(sync(generation, generation * 1000, 1_000_000_000, 1_700_000_000, 5));
    else parts.push(frequency(generation, random.chance(10) ? 0 : 1_000_000_000));
    for (let b = random.below(6); b > 0; b--) parts.push(eventBatch(generation, random));
    parts.push(
      stacks(
        generation,
        ...[1, 2, 3].map((n) => ({
          id: n,
          frames: [
            [n, 5, id(random)],
            [4, 5, 9],
          ],
        })),
      ),
    );
    parts.push(strings(generation, 'main.work', 'main.spawn', 'main.main', 'chan receive', '/app/main.go'));
    if (version >= 26) parts.push(END_OF_GENERATION);
  }
  if (random.chance(4)) swap(parts, random);
  return bytes(...parts);
}

function eventBatch(generation: number, random: Random): number[] {
  const body: number[][] = [];
  for (let n = random.below(60); n > 0; n--) {
    const kind = random.chance(30) ? random.below(256) : 9 + random.below(40);
    const count = NUMBERS[kind] === UNKNOWN ? random.below(6) : NUMBERS[kind];
    const numbers = Array.from({ length: count }, (_, i) => (i === 0 ? random.below(40) : id(random)));
    body.push(event(kind, ...numbers));
  }
  return batch(generation, random.below(4), generation * 1000 + random.below(300), ...body);
}

function drawOlder(random: Random): Uint8Array {
  const parts: number[][] = [header(random.pick([11, 18, 19, 21]))];
  for (let b = 1 + random.below(5); b > 0; b--) parts.push(olderEvents(random));
  parts.push(
    olderBatch(
      0,
      5000,
      ...[1, 2, 3].map((n) => olderString(n, `main.f${n}`)),
      ...[1, 2, 3].map((n) => olderStack(n, [n, 2, id(random)], [3, 2, 1])),
    ),
  );
  parts.push(older(2, random.chance(10) ? 0 : 1_000_000_000));
  if (random.chance(4)) swap(parts, random);
  return bytes(...parts);
}

/** Numbers of each kind, its time included; kinds that are not listed have two. */
const OLDER_COUNTS: ReadonlyMap<number, number> = new Map([
  [4, 3],
  [13, 4],
  [14, 3],
  [21, 4],
  [45, 5],
  [47, 5],
  [48, 5],
  [49, 6],
]);

function olderEvents(random: Random): number[] {
  const body: number[][] = [];
  for (let n = random.below(50); n > 0; n--) {
    const kind = random.chance(30) ? random.below(64) : 4 + random.below(46);
    const count = (OLDER_COUNTS.get(kind) ?? 2) + (random.chance(5) ? 1 : 0);
    body.push(
      older(kind, ...Array.from({ length: count }, (_, i) => (i === 0 ? random.below(40) : id(random)))),
    );
  }
  return olderBatch(random.below(3), 1000 + random.below(300), ...body);
}

function swap(parts: number[][], random: Random): void {
  const [a, b] = [random.below(parts.length), random.below(parts.length)];
  [parts[a], parts[b]] = [parts[b], parts[a]];
}

/** Where each batch of a newer trace begins and ends. */
function batchesOf(trace: Uint8Array): [from: number, to: number][] {
  const found: [number, number][] = [];
  for (let at = 16; at < trace.length && trace[at] === 1; ) {
    const from = at++;
    let size = 0;
    for (let number = 0; number < 4; number++) {
      size = 0;
      for (let shift = 1; at < trace.length; shift *= 128) {
        size += (trace[at] & 127) * shift;
        if (trace[at++] < 128) break;
      }
    }
    at = Math.min(trace.length, at + size);
    found.push([from, at]);
  }
  return found;
}

/** Batches are lost, doubled, moved. */
function mutateBatches(trace: Uint8Array, _others: readonly Uint8Array[], random: Random): Uint8Array {
  const batches = batchesOf(trace);
  if (batches.length === 0) return trace;
  const [from, to] = random.pick(batches);
  const [other] = random.pick(batches);
  if (random.chance(3)) return splice(trace, from, to, []);
  return splice(trace, other, other, trace.slice(from, to));
}

/** Where each event of an older trace begins and ends. */
function olderEventsOf(trace: Uint8Array): [from: number, to: number][] {
  const found: [number, number][] = [];
  for (let at = 16; at < trace.length; ) {
    const from = at;
    at = endOfOlderEvent(trace, from);
    found.push([from, at]);
  }
  return found;
}

function endOfOlderEvent(trace: Uint8Array, from: number): number {
  const cursor = new VarintCursor(trace, from + 1);
  const kind = trace[from] & 63;
  const numbers = trace[from] >> 6;
  const skipBytes = () => {
    const length = cursor.next();
    cursor.at += length;
  };
  if (kind === STRING) cursor.next();
  if (kind === STRING || numbers === 3) skipBytes();
  else for (let n = 0; n <= numbers; n++) cursor.next();
  if (kind === USER_LOG) skipBytes();
  return Math.min(trace.length, Math.max(from + 1, cursor.at));
}

/** Events are lost, doubled, moved. */
function mutateOlderEvents(trace: Uint8Array, _others: readonly Uint8Array[], random: Random): Uint8Array {
  const events = olderEventsOf(trace);
  let bytes = trace;
  for (let n = 1 + random.below(4); n > 0; n--) {
    const [from, to] = random.pick(events);
    const [other] = random.pick(events);
    bytes = random.chance(2)
      ? splice(bytes, from, to, [])
      : splice(bytes, other, other, trace.slice(from, to));
  }
  return bytes;
}
