// Which characters does a class of a Go regular expression hold?
// Source of the syntax: https://github.com/google/re2/wiki/Syntax, as package regexp/syntax reads it.

import { ReportRefusal } from '../../model/pprof-options.ts';

/** Pairs of first and last code point, ascending and apart. */
type Ranges = readonly (readonly [number, number])[];

const LAST = 0x10ffff;
const DIGIT: Ranges = [[48, 57]];
const LOWER: Ranges = [[97, 122]];
const UPPER: Ranges = [[65, 90]];
const ALPHA: Ranges = [...UPPER, ...LOWER];
const WORD: Ranges = [...DIGIT, ...UPPER, [95, 95], ...LOWER];

const PERL: ReadonlyMap<string, Ranges> = new Map<string, Ranges>([
  ['d', DIGIT],
  [
    's',
    [
      [9, 10],
      [12, 13],
      [32, 32],
    ],
  ],
  ['w', WORD],
]);

const POSIX: ReadonlyMap<string, Ranges> = new Map<string, Ranges>([
  ['alnum', [...DIGIT, ...ALPHA]],
  ['alpha', ALPHA],
  ['ascii', [[0, 127]]],
  [
    'blank',
    [
      [9, 9],
      [32, 32],
    ],
  ],
  [
    'cntrl',
    [
      [0, 31],
      [127, 127],
    ],
  ],
  ['digit', DIGIT],
  ['graph', [[33, 126]]],
  ['lower', LOWER],
  ['print', [[32, 126]]],
  [
    'punct',
    [
      [33, 47],
      [58, 64],
      [91, 96],
      [123, 126],
    ],
  ],
  [
    'space',
    [
      [9, 13],
      [32, 32],
    ],
  ],
  ['upper', UPPER],
  ['word', WORD],
  ['xdigit', [...DIGIT, [65, 70], [97, 102]]],
]);

/** Items of a class, written as the inside of a JavaScript class with the `u` flag. */
export class ClassItems {
  private text = '';

  range(first: number, last: number): this {
    this.text += `${written(first)}-${written(last)}`;
    return this;
  }

  /** `\d`, `\D` and the like; `letter` decides by its case. */
  perl(letter: string): this {
    const ranges = PERL.get(letter.toLowerCase())!;
    return this.ranges(letter === letter.toLowerCase() ? ranges : complement(ranges));
  }

  /** `alpha` or `^alpha`, of `[:alpha:]`; false when there is no such class. */
  posix(name: string): boolean {
    const negated = name.startsWith('^');
    const ranges = POSIX.get(negated ? name.slice(1) : name);
    if (ranges === undefined) return false;
    this.ranges(negated ? complement(ranges) : ranges);
    return true;
  }

  /** A general category (`Lu`) or a script (`Greek`); false when there is none of that name. */
  unicode(name: string, negated: boolean): boolean {
    if (name === 'Any') {
      if (!negated) this.range(0, LAST);
      return true;
    }
    for (const property of [name, `Script=${name}`]) {
      if (!/^\w+(=\w+)?$/.test(property) || !knows(`\\p{${property}}`)) continue;
      this.text += `\\${negated ? 'P' : 'p'}{${property}}`;
      return true;
    }
    return false;
  }

  finish(negated: boolean, foldCase: boolean): CharClass {
    return new CharClass(`[${negated ? '^' : ''}${this.text}]`, foldCase);
  }

  private ranges(ranges: Ranges): this {
    for (const [first, last] of ranges) this.range(first, last);
    return this;
  }
}

function knows(property: string): boolean {
  try {
    return new RegExp(property, 'u').unicode;
  } catch {
    return false;
  }
}

function written(point: number): string {
  return `\\u{${point.toString(16)}}`;
}

function complement(ranges: Ranges): Ranges {
  const out: (readonly [number, number])[] = [];
  let next = 0;
  for (const [first, last] of ranges) {
    if (first > next) out.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= LAST) out.push([next, LAST]);
  return out;
}

const UNKNOWN = 2;

/** A set of characters; answers are remembered. */
export class CharClass {
  private readonly ascii = new Uint8Array(128).fill(UNKNOWN);
  private readonly others = new Map<number, boolean>();
  private readonly pattern: RegExp;

  constructor(text: string, foldCase: boolean) {
    try {
      this.pattern = new RegExp(`^${text}$`, foldCase ? 'iu' : 'u');
    } catch {
      throw new ReportRefusal(`the character class ${text} cannot be read`);
    }
  }

  has(point: number): boolean {
    if (point >= 128) return this.hasOther(point);
    const known = this.ascii[point];
    if (known !== UNKNOWN) return known === 1;
    const answer = this.pattern.test(String.fromCodePoint(point));
    this.ascii[point] = answer ? 1 : 0;
    return answer;
  }

  private hasOther(point: number): boolean {
    const known = this.others.get(point);
    if (known !== undefined) return known;
    const answer = this.pattern.test(String.fromCodePoint(point));
    this.others.set(point, answer);
    return answer;
  }
}

export function singleChar(point: number, foldCase: boolean): CharClass {
  return new ClassItems().range(point, point).finish(false, foldCase);
}
