// Which durations, sizes and rates does a person write?
//
//   30s  500ms  2m  1h  15      500MB  1.5GB  1048576      100/s  5MB/s

const MS: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1000],
  ['', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

/** In ms; a bare number is seconds. Undefined: no duration. */
export function parseDuration(text: string): number | undefined {
  return scaled(text, MS);
}

const BYTES: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['b', 1],
  ['kb', 1024],
  ['mb', 1024 ** 2],
  ['gb', 1024 ** 3],
]);

/** Units are powers of 1024, as everywhere in pprof. */
export function parseBytes(text: string): number | undefined {
  return scaled(text, BYTES);
}

export function parseCount(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** A quantity per second. */
export function parseRate(text: string, quantity: (text: string) => number | undefined): number | undefined {
  return text.endsWith('/s') ? quantity(text.slice(0, -2)) : undefined;
}

function scaled(text: string, units: ReadonlyMap<string, number>): number | undefined {
  const [, digits, unit] = /^(\d{1,15}(?:\.\d{1,6})?)\s?([a-z]*)$/i.exec(text) ?? [];
  const factor = unit === undefined ? undefined : units.get(unit.toLowerCase());
  return digits === undefined || factor === undefined ? undefined : Number(digits) * factor;
}
