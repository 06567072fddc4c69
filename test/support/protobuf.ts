// How is a pprof message drawn by hand, byte by byte, valid or not?

/** A varint of a 64-bit number; negative ones are written as two's complement. */
export function varint(value: number | bigint): number[] {
  if (value >= 0 && value < 128) return [Number(value)];
  let rest = BigInt.asUintN(64, BigInt(value));
  const out: number[] = [];
  while (rest >= 128n) {
    out.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  out.push(Number(rest));
  return out;
}

/** A field with a number. */
export function num(field: number, value: number | bigint): number[] {
  return [...varint(field << 3), ...varint(value)];
}

/** A field with bytes, a string or a message. */
export function len(field: number, body: readonly number[] | string): number[] {
  const bytes = typeof body === 'string' ? [...new TextEncoder().encode(body)] : body;
  return [...varint((field << 3) | 2), ...varint(bytes.length), ...bytes];
}

/** A packed list. */
export function packed(field: number, values: readonly (number | bigint)[]): number[] {
  return len(field, values.flatMap(varint));
}

export const STRINGS = ['', 'objects', 'count', 'space', 'bytes', 'main.leaf', 'main.root', '/src/main.go'];

export interface Parts {
  readonly types: number[];
  readonly samples: number[];
  readonly mappings: number[];
  readonly locations: number[];
  readonly functions: number[];
  readonly strings: number[];
  readonly rest: number[];
}

/**
 * objects/count and space/bytes; one sample of 3 and 4096 whose stack is main.leaf:7 (inlined into)
 * main.root:9. Any part can be replaced.
 */
export function drawProfile(change: Partial<Parts> = {}): Uint8Array {
  const parts: Parts = {
    types: [...len(1, [...num(1, 1), ...num(2, 2)]), ...len(1, [...num(1, 3), ...num(2, 4)])],
    samples: len(2, [...packed(1, [1]), ...packed(2, [3, 4096])]),
    mappings: len(3, [...num(1, 1), ...num(2, 0x400000), ...num(3, 0x500000)]),
    locations: len(4, [
      ...num(1, 1),
      ...num(2, 1),
      ...num(3, 0x400010),
      ...len(4, [...num(1, 1), ...num(2, 7)]),
      ...len(4, [...num(1, 2), ...num(2, 9)]),
    ]),
    functions: [
      ...len(5, [...num(1, 1), ...num(2, 5), ...num(3, 5), ...num(4, 7)]),
      ...len(5, [...num(1, 2), ...num(2, 6), ...num(3, 6), ...num(4, 7), ...num(5, 3)]),
    ],
    strings: STRINGS.flatMap((s) => len(6, s)),
    rest: [],
    ...change,
  };
  const { types, samples, mappings, locations, functions, strings, rest } = parts;
  return Uint8Array.from([types, samples, mappings, locations, functions, strings, rest].flat());
}
