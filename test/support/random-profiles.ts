// How are small pprof profiles made that are full of what is rare: ties, recursion, inlined and nameless frames,
// negative and huge values, labels, empty stacks?
import { len, num, packed } from './protobuf.ts';

/** A generator with a seed: equal seeds draw equal things. */
export class Dice {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** An integer from 0 to `below` - 1. */
  roll(below: number): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.state / 2 ** 32) * below);
  }

  pick<T>(from: readonly T[]): T {
    return from[this.roll(from.length)];
  }

  chance(share: number): boolean {
    return this.roll(1000) < share * 1000;
  }
}

const TYPES = [
  ['samples', 'count'],
  ['cpu', 'nanoseconds'],
  ['alloc_space', 'bytes'],
  ['inuse_space', 'bytes'],
  ['delay', 'microseconds'],
  ['odd', 'widgets'],
] as const;
const NAMES = [
  'main.a',
  'main.b',
  'main.(*T).run',
  'runtime.gc',
  'net/http.serve',
  'x',
  '',
  'main.é',
  'z(int)',
];
const FILES = ['/src/a.go', '/src/./b.go', 'rel/c.go', '', '/proc/self/cwd/d.go', '/src/x/../a.go'];
const BINARIES = ['/bin/server', '/lib/libc.so.6', '', '[vdso]', 'http://host/bin'];

class Strings {
  private readonly texts = [''];

  id(text: string): number {
    const known = this.texts.indexOf(text);
    return known >= 0 ? known : this.texts.push(text) - 1;
  }

  fields(): number[] {
    return this.texts.flatMap((text) => len(6, text));
  }
}

/** A profile message. Equal `shape` seeds give the same sample types, functions and locations. */
export function randomProfile(shape: number, seed: number): Uint8Array {
  const strings = new Strings();
  const dice = new Dice(shape);
  const types = drawTypes(dice);
  const code = [...drawMappings(dice, strings), ...drawFunctions(dice, strings), ...drawLocations(dice)];
  const own = new Dice(seed);
  const samples = Array.from({ length: own.roll(30) }, () => drawSample(own, types.length, strings)).flat();
  const typeFields = types.flatMap(([type, unit]) =>
    len(1, [...num(1, strings.id(type)), ...num(2, strings.id(unit))]),
  );
  const header = drawHeader(own, strings, types);
  return Uint8Array.from([...typeFields, ...samples, ...code, ...header, ...strings.fields()]);
}

const MAPPINGS = 3;
const FUNCTIONS = 12;
const LOCATIONS = 20;

function drawTypes(dice: Dice): (readonly [string, string])[] {
  const from = dice.roll(TYPES.length - 1);
  return TYPES.slice(from, from + 1 + dice.roll(3));
}

function drawMappings(dice: Dice, strings: Strings): number[] {
  if (dice.chance(0.3)) return [];
  return Array.from({ length: MAPPINGS }, (_, i) =>
    len(3, [
      ...num(1, i + 1),
      ...num(2, 0x1000 * (i + 1)),
      ...num(3, 0x1000 * (i + 2) - dice.roll(2)),
      ...num(5, strings.id(dice.pick(BINARIES))),
      ...num(6, strings.id(dice.chance(0.4) ? 'cafe' : '')),
      ...num(7, 1),
    ]),
  ).flat();
}

function drawFunctions(dice: Dice, strings: Strings): number[] {
  return Array.from({ length: FUNCTIONS }, (_, i) => {
    const name = strings.id(dice.pick(NAMES));
    return len(5, [
      ...num(1, i + 1),
      ...num(2, name),
      ...num(3, name),
      ...num(4, strings.id(dice.pick(FILES))),
      ...num(5, dice.roll(3) * 10),
    ]);
  }).flat();
}

function drawLocations(dice: Dice): number[] {
  return Array.from({ length: LOCATIONS }, (_, i) => {
    const mapping = dice.roll(MAPPINGS + 1);
    const lines = Array.from({ length: dice.pick([0, 1, 1, 1, 2, 3]) }, () =>
      len(4, [...num(1, 1 + dice.roll(FUNCTIONS)), ...num(2, dice.roll(4) * 7), ...num(3, dice.roll(3))]),
    );
    return len(4, [
      ...num(1, i + 1),
      ...num(2, mapping),
      ...num(3, dice.chance(0.2) ? 0 : 0x1000 * Math.max(1, mapping) + dice.roll(40)),
      ...lines.flat(),
    ]);
  }).flat();
}

function drawSample(dice: Dice, types: number, strings: Strings): number[] {
  const depth = dice.pick([0, 1, 2, 4, 8, 12]);
  const stack = Array.from({ length: depth }, () => 1 + dice.roll(LOCATIONS));
  const values = Array.from({ length: types }, () => drawValue(dice));
  const labels = Array.from({ length: dice.pick([0, 0, 1, 2]) }, () => drawLabel(dice, strings));
  return len(2, [...packed(1, stack), ...packed(2, values), ...labels.flat()]);
}

function drawValue(dice: Dice): bigint {
  const size = dice.roll(100);
  if (size < 15) return 0n;
  if (size < 55) return BigInt(1 + dice.roll(5));
  if (size < 65) return -BigInt(1 + dice.roll(500));
  if (size < 92) return BigInt(dice.roll(10_000_000));
  if (size < 97) return BigInt(dice.roll(2 ** 31)) * 1000n;
  return BigInt(dice.roll(2 ** 31)) * BigInt(dice.roll(2 ** 31)) + BigInt(dice.roll(100));
}

function drawLabel(dice: Dice, strings: Strings): number[] {
  const key = num(1, strings.id(dice.pick(['user', 'path', 'bytes', 'request'])));
  if (dice.chance(0.6)) return len(3, [...key, ...num(2, strings.id(dice.pick(['u1', 'u2', 'x:y'])))]);
  const unit = dice.chance(0.5) ? num(4, strings.id(dice.pick(['kilobytes', 'seconds', 'bytes']))) : [];
  return len(3, [...key, ...num(3, 1 + dice.roll(5000)), ...unit]);
}

function drawHeader(dice: Dice, strings: Strings, types: readonly (readonly [string, string])[]): number[] {
  return [
    ...(dice.chance(0.2) ? num(7, strings.id('main\\..*|z')) : []),
    ...(dice.chance(0.3) ? num(8, strings.id('main\\.a')) : []),
    ...(dice.chance(0.7)
      ? num(9, 1_700_000_000_000_000_000n + BigInt(dice.roll(1000)) * 1_000_000_000n)
      : []),
    ...(dice.chance(0.7) ? num(10, BigInt(dice.roll(2 ** 31)) * 40n) : []),
    ...(dice.chance(0.3) ? num(13, strings.id(dice.pick(['a comment', '#hidden', 'another']))) : []),
    ...(dice.chance(0.4) ? num(14, strings.id(dice.pick(types)[0])) : []),
    ...(dice.chance(0.1) ? num(15, strings.id('https://example.invalid/doc')) : []),
  ];
}

const FLAGS: readonly (readonly string[])[] = [
  ['-cum'],
  ['-lines'],
  ['-files'],
  ['-filefunctions'],
  ['-addresses'],
  ['-noinlines'],
  ['-showcolumns', '-lines'],
  ['-nodecount=4'],
  ['-nodecount=9'],
  ['-nodefraction=0.2'],
  ['-edgefraction=0.3'],
  ['-trim=false'],
  ['-unit=auto'],
  ['-unit=ms'],
  ['-unit=kb'],
  ['-divide_by=3'],
  ['-mean'],
  ['-drop_negative'],
  ['-relative_percentages'],
  ['-focus=main'],
  ['-focus=a\\.go|serve'],
  ['-ignore=^x$'],
  ['-hide=runtime|libc'],
  ['-hide=.'],
  ['-show=main|b\\.go'],
  ['-show_from=main\\.[ab]$'],
  ['-prune_from=serve'],
  ['-tagfocus=u1'],
  ['-tagfocus=user=u[12]'],
  ['-tagignore=path:,x'],
  ['-tagfocus=1kb:3mb'],
  ['-tagignore=bytes=:2000'],
  ['-taghide=user'],
  ['-compact_labels'],
];
const EXCLUSIVE = /^-(lines|files|filefunctions|addresses|functions)$/;

/** Some flags that can be set together. */
export function randomFlags(dice: Dice): string[] {
  const chosen = Array.from({ length: dice.roll(5) }, () => dice.pick(FLAGS)).flat();
  const granularity = chosen.find((flag) => EXCLUSIVE.test(flag));
  return [...new Set(chosen.filter((flag) => !EXCLUSIVE.test(flag) || flag === granularity))];
}
