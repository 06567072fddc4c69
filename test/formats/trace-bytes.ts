// How is a small trace drawn, byte by byte?

/** A number as the format writes it; -1 is 2^64-1, "none". */
export function number(value: number): number[] {
  if (value === -1) return [255, 255, 255, 255, 255, 255, 255, 255, 255, 1];
  const bytes: number[] = [];
  for (; value >= 128; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  bytes.push(value);
  return bytes;
}

export function numbers(...values: number[]): number[] {
  const out: number[] = [];
  for (const value of values) {
    if (value >= 0 && value < 128) out.push(value);
    else out.push(...number(value));
  }
  return out;
}

/** As `parts.flat()`, which takes most of the fuzzer's time. */
function flat(parts: readonly (readonly number[])[]): number[] {
  const out: number[] = [];
  for (const part of parts) for (let i = 0; i < part.length; i++) out.push(part[i]);
  return out;
}

export function text(value: string): number[] {
  const bytes = [...new TextEncoder().encode(value)];
  return [...number(bytes.length), ...bytes];
}

/** `go 1.N trace`, padded to 16 bytes. */
export function header(version: number): number[] {
  const bytes = [...new TextEncoder().encode(`go 1.${version} trace`)];
  return [...bytes, ...new Array<number>(16 - bytes.length).fill(0)];
}

/** An event of either format: its first byte, then its numbers. */
export function event(kind: number, ...values: number[]): number[] {
  return [kind, ...numbers(...values)];
}

/** A batch of the newer format. */
export function batch(generation: number, thread: number, time: number, ...body: number[][]): number[] {
  const bytes = flat(body);
  return flat([[1], numbers(generation, thread, time, bytes.length), bytes]);
}

/** Generation g begins at clock g · 1000. */
function tableTime(generation: number): number {
  return generation * 1000;
}

/** Strings of the newer format, numbered from 1. */
export function strings(generation: number, ...values: string[]): number[] {
  const entries = values.flatMap((value, i) => [5, ...number(i + 1), ...text(value)]);
  return batch(generation, -1, tableTime(generation), [4, ...entries]);
}

/** Stacks of the newer format: per stack its number and frames of (function, file, line), leaf first. */
export function stacks(generation: number, ...values: { id: number; frames: number[][] }[]): number[] {
  const entries = values.flatMap(({ id, frames }) => [
    3,
    ...numbers(id, frames.length),
    ...frames.flatMap((frame) => numbers(0x1000, ...frame)),
  ]);
  return batch(generation, -1, tableTime(generation), [2, ...entries]);
}

/** The clock before Go 1.25: `frequency` units per second. */
export function frequency(generation: number, unitsPerSecond: number): number[] {
  return batch(generation, -1, tableTime(generation), event(8, unitsPerSecond));
}

/** The clock from Go 1.25 on, with the wall clock at the batch's time. */
export function sync(
  generation: number,
  time: number,
  unitsPerSecond: number,
  seconds: number,
  nanoseconds: number,
): number[] {
  return batch(generation, -1, time, [50], event(8, unitsPerSecond), event(51, 0, 0, seconds, nanoseconds));
}

export const END_OF_GENERATION = [52];

export function bytes(...parts: number[][]): Uint8Array {
  return Uint8Array.from(flat(parts));
}

/** An event of the older format; its numbers begin with the time since the event before. */
export function older(kind: number, ...values: number[]): number[] {
  if (values.length <= 3) return [kind | ((values.length - 1) << 6), ...numbers(...values)];
  const body = numbers(...values);
  return [kind | (3 << 6), ...number(body.length), ...body];
}

/** Opens a batch of the older format. */
export function olderBatch(processor: number, ticks: number, ...body: number[][]): number[] {
  return flat([[1 | (1 << 6)], numbers(processor, ticks), ...body]);
}

export function olderString(id: number, value: string): number[] {
  return [37, ...number(id), ...text(value)];
}

/** A stack of the older format: frames of (function, file, line), leaf first. */
export function olderStack(id: number, ...frames: number[][]): number[] {
  const body = numbers(id, frames.length, ...frames.flatMap((frame) => [0x1000, ...frame]));
  return [3 | (3 << 6), ...number(body.length), ...body];
}
