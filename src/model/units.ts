// How is a value with a unit written: as `go tool pprof` does, and for people?
// Source of pprof's rules: github.com/google/pprof/internal/measurement.

interface Unit {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly factor: number;
}

interface UnitFamily {
  readonly units: readonly Unit[];
  /** Used where no unit fits. */
  readonly fallback: Unit;
}

function family(fallback: string, rows: readonly (readonly [string, number, ...string[]])[]): UnitFamily {
  const units = rows.map(([name, factor, ...aliases]) => ({ name, factor, aliases }));
  return { units, fallback: units.find((u) => u.name === fallback)! };
}

const MEMORY = family('B', [
  ['B', 1, 'b', 'byte'],
  ['kB', 2 ** 10, 'kb', 'kbyte', 'kilobyte'],
  ['MB', 2 ** 20, 'mb', 'mbyte', 'megabyte'],
  ['GB', 2 ** 30, 'gb', 'gbyte', 'gigabyte'],
  ['TB', 2 ** 40, 'tb', 'tbyte', 'terabyte'],
  ['PB', 2 ** 50, 'pb', 'pbyte', 'petabyte'],
]);

const TIME = family('s', [
  ['ns', 1, 'ns', 'nanosecond'],
  ['us', 1e3, 'μs', 'us', 'microsecond'],
  ['ms', 1e6, 'ms', 'millisecond'],
  ['s', 1e9, 's', 'sec', 'second'],
  ['hrs', 3600e9, 'hour', 'hr'],
]);

/** Google compute units, which some profilers record. */
const COMPUTE = family('GCU', [
  ['n*GCU', 1e-9, 'nanogcu'],
  ['u*GCU', 1e-6, 'microgcu'],
  ['m*GCU', 1e-3, 'milligcu'],
  ['GCU', 1, 'gcu'],
  ['k*GCU', 1e3, 'kilogcu'],
  ['M*GCU', 1e6, 'megagcu'],
  ['G*GCU', 1e9, 'gigagcu'],
  ['T*GCU', 1e12, 'teragcu'],
  ['P*GCU', 1e15, 'petagcu'],
]);

const FAMILIES = [MEMORY, TIME, COMPUTE];
const HIDDEN_UNITS = new Set(['count', 'sample', 'unit', 'minimum', 'auto']);

/** It has no positive counterpart: pprof takes it for too small for any unit but the first. */
const LEAST_INT64 = -(1n << 63n);

export interface Scaled {
  readonly value: number;
  /** Empty where the unit need not be shown. */
  readonly unit: string;
}

/** A value in another unit; `minimum` and `auto` choose the largest unit in which it is at least 1. */
export function scale(value: number | bigint, from: string, to: string): Scaled {
  const number = Number(value);
  if (number < 0 && value !== LEAST_INT64) {
    const positive = scale(-number, from, to);
    return { value: -positive.value, unit: positive.unit };
  }
  for (const group of FAMILIES) {
    const unit = unitOf(group, from);
    if (unit !== undefined) return convert(group, number * unit.factor, to);
  }
  return { value: number, unit: HIDDEN_UNITS.has(to) ? '' : to };
}

function convert(group: UnitFamily, base: number, to: string): Scaled {
  const chosen = to === 'minimum' || to === 'auto' ? largestFitting(group, base) : unitOf(group, to);
  const unit = chosen ?? group.fallback;
  return { value: base / unit.factor, unit: unit.name };
}

function largestFitting(group: UnitFamily, base: number): Unit | undefined {
  return group.units.findLast((u) => base / u.factor >= 1);
}

function unitOf(group: UnitFamily, name: string): Unit | undefined {
  const lower = name.toLowerCase();
  // pprof counts bytes: `μs` has three, loses its `s`, and is no unit there.
  const bytes = lower.includes('μ') ? lower.length + 1 : lower.length;
  const alias = bytes > 2 && lower.endsWith('s') ? lower.slice(0, -1) : lower;
  return group.units.find((u) => u.aliases.includes(alias));
}

/** A value as pprof's text reports write it: `27.75MB`, `1.02s`, `24866`. */
export function scaledLabel(value: number | bigint, from: string, to: string): string {
  const scaled = scale(value, from, to);
  const text = goFixed2(scaled.value).replace(/\.00$/, '');
  return text === '0' || text === '-0' ? '0' : text + scaled.unit;
}

/** A share of a total as pprof writes it, five characters wide; the sign is lost. */
export function percentage(value: number | bigint, total: number | bigint): string {
  const whole = Number(total);
  const percent = whole === 0 ? 0 : Math.abs(Number(value) / whole) * 100;
  if (percent >= 99.95 && percent <= 100.05) return '  100%';
  return (percent >= 1 ? goFixed2(percent) : goTwoDigits(percent)).padStart(5) + '%';
}

/**
 * The unit that one report uses for all its values when none is asked for, from the smallest non-zero
 * |flat| (else |cum|) of the rows and the total.
 */
export function reportUnit(
  rows: Iterable<{ readonly flat: number | bigint; readonly cum: number | bigint }>,
  total: number | bigint,
  sampleUnit: string,
): string {
  let smallest = 0;
  for (const row of rows) {
    const value = Math.abs(Number(row.flat)) || Math.abs(Number(row.cum));
    if (value > 0 && (smallest === 0 || value < smallest)) smallest = value;
  }
  const largest = Number(total);
  if (smallest === 0) smallest = largest;
  let { unit } = scale(smallest, sampleUnit, 'minimum');
  if (unit !== scale(largest, sampleUnit, 'minimum').unit && smallest * 100 < largest)
    unit = scale(smallest * 100, sampleUnit, 'minimum').unit;
  return unit === '' ? sampleUnit : unit;
}

/** Go's `%.2f`: exact ties go to the even digit, where JavaScript rounds them up. */
function goFixed2(value: number): string {
  const text = value.toFixed(2);
  const fraction = Math.abs(value) % 1;
  if (fraction !== 0.125 && fraction !== 0.625) return text;
  return text.slice(0, -1) + '2';
}

/** The only numbers under 1 that lie exactly between two of two digits, the lower one even. */
const TIES_DOWN: ReadonlyMap<number, string> = new Map([
  [0.125, '0.12'],
  [0.625, '0.62'],
  [0.0625, '0.062'],
]);

/** Go's `%.2g` for 0 ≤ value < 1. */
function goTwoDigits(value: number): string {
  if (value === 0) return '0';
  const tie = TIES_DOWN.get(value);
  if (tie !== undefined) return tie;
  const [digits, exponent] = value.toExponential(1).split('e');
  const power = Number(exponent);
  const short = digits.replace(/\.0$/, '');
  if (power < -4) return `${short}e-${String(-power).padStart(2, '0')}`;
  return String(Number(`${short}e${power}`));
}

const UNKNOWN = '–';

/** A value for people: `24,866`, `6.5 MB`, `1.27 s`, `22.5 h`. Memory units are powers of 1024. */
export function formatValue(value: number | bigint, unit: string): string {
  const number = Number(value);
  if (!Number.isFinite(number)) return UNKNOWN;
  if (number < 0) return `-${formatValue(-number, unit)}`;
  const memory = unitOf(MEMORY, unit);
  if (number === 0 && unitOf(TIME, unit)) return '0 s';
  if (memory !== undefined) return inSteps(number * memory.factor, MEMORY_STEPS);
  const time = unitOf(TIME, unit);
  if (time !== undefined) return inSteps(number * time.factor, TIME_STEPS);
  return unitOf(COMPUTE, unit) ? scaledLabel(value, unit, 'auto') : formatCount(value);
}

/** An integer with commas; a fraction is rounded. */
export function formatCount(value: number | bigint): string {
  if (typeof value === 'number' && !Number.isFinite(value)) return UNKNOWN;
  const integer = typeof value === 'bigint' ? value : BigInt(Math.round(value));
  return String(integer).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A share of 0 to 1 for people: `45 %`, `4.2 %`, `99.6 %`, `<0.1 %`. */
export function formatShare(share: number): string {
  if (!Number.isFinite(share)) return UNKNOWN;
  const percent = Math.abs(share) * 100;
  const sign = share < 0 && percent >= 0.05 ? '-' : '';
  if (percent === 0) return '0 %';
  if (percent < 0.05) return '<0.1 %';
  const decimals = percent < 9.95 || (percent >= 99 && percent < 99.95) ? 1 : 0;
  return `${sign}${percent.toFixed(decimals)} %`;
}

/** A unit with the decimals of values under 10, under 100, and the rest. */
interface Step {
  readonly name: string;
  readonly factor: number;
  readonly decimals: readonly [number, number, number];
}

const WHOLE: Step['decimals'] = [0, 0, 0];
const MEMORY_STEPS: readonly Step[] = MEMORY.units.map((u, i) => ({
  name: u.name,
  factor: u.factor,
  decimals: i === 0 ? WHOLE : [1, 0, 0],
}));
const TIME_STEPS: readonly Step[] = [
  { name: 'ns', factor: 1, decimals: WHOLE },
  { name: 'µs', factor: 1e3, decimals: [1, 0, 0] },
  { name: 'ms', factor: 1e6, decimals: [1, 0, 0] },
  { name: 's', factor: 1e9, decimals: [2, 1, 0] },
  { name: 'min', factor: 60e9, decimals: [1, 1, 0] },
  { name: 'h', factor: 3600e9, decimals: [1, 1, 0] },
];

/** Writes `base` in the largest step that it fills after rounding: never `1,024 kB` or `1,000 ms`. */
function inSteps(base: number, steps: readonly Step[]): string {
  let i = Math.max(
    0,
    steps.findLastIndex((s) => base / s.factor >= 1),
  );
  const next = steps[i + 1];
  if (
    next !== undefined &&
    Number(rounded(base / steps[i].factor, steps[i])) >= next.factor / steps[i].factor
  )
    i++;
  const text = rounded(base / steps[i].factor, steps[i]);
  const [whole, fraction] = text.split('.');
  return `${formatCount(Number(whole))}${fraction === undefined ? '' : `.${fraction}`} ${steps[i].name}`;
}

function rounded(value: number, step: Step): string {
  const decimals = step.decimals[value < 10 ? 0 : value < 100 ? 1 : 2];
  const text = value.toFixed(decimals);
  return Number(text) >= 10 && value < 10 ? value.toFixed(step.decimals[1]) : text;
}

/** A timer's period in ns, without decimals that say nothing: `1 s`, `250 ms`, `2.50 s`. */
export function formatPeriod(ns: number): string {
  return formatValue(ns, 'nanoseconds').replace(/\.00(?= )/, '');
}
