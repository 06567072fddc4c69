// What does a Go regular expression say?
// Source of the syntax: https://github.com/google/re2/wiki/Syntax with Perl's flags, as Go's regexp.Compile takes it.

import { ReportRefusal } from '../../model/pprof-options.ts';
import { type CharClass, ClassItems, singleChar } from './go-regexp-classes.ts';

export type Assertion = 'textStart' | 'textEnd' | 'lineStart' | 'lineEnd' | 'word' | 'notWord';

/** A tree no deeper than MAX_DEPTH. Whether repetition is greedy is lost: only matching at all is asked. */
export type Term =
  | { readonly kind: 'class'; readonly set: CharClass }
  | { readonly kind: 'assert'; readonly what: Assertion }
  | { readonly kind: 'all'; readonly terms: readonly Term[] }
  | { readonly kind: 'any'; readonly terms: readonly Term[] }
  | { readonly kind: 'repeat'; readonly term: Term; readonly min: number; readonly max: number };

const MAX_DEPTH = 200;
const MAX_REPEAT = 1000;
const MAX_LENGTH = 100_000;

const ESCAPED_ASSERTIONS: ReadonlyMap<string | undefined, Assertion> = new Map([
  ['A', 'textStart'],
  ['z', 'textEnd'],
  ['b', 'word'],
  ['B', 'notWord'],
]);
const CONTROLS: ReadonlyMap<string, string> = new Map([
  ['a', '\u0007'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
}

/** `{min,max}`, its last bracket just before `end`. */
interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly end: number;
}

/** What was open when a group began. */
interface Open {
  readonly flags: Flags;
  readonly alternatives: Term[];
  readonly sequence: Term[];
}

/** Throws ReportRefusal for what Go refuses. */
export function parseGoRegexp(source: string): Term {
  return new Parser(source).parse();
}

class Parser {
  private at = 0;
  private flags: Flags = { i: false, m: false, s: false };
  private alternatives: Term[] = [];
  private sequence: Term[] = [];
  private readonly open: Open[] = [];
  private readonly chars: readonly string[];

  constructor(private readonly source: string) {
    if (source.length > MAX_LENGTH) throw new ReportRefusal('the regular expression is too long');
    this.chars = [...source];
  }

  parse(): Term {
    while (this.at < this.chars.length) this.next();
    if (this.open.length > 0) throw this.refusal('missing closing )');
    return this.closeAlternatives();
  }

  private next(): void {
    const c = this.chars[this.at];
    this.at++;
    if (c === '(') this.openGroup();
    else if (c === ')') this.closeGroup();
    else if (c === '|') this.alternative();
    else if (c === '*' || c === '+' || c === '?') this.repeat(c === '+' ? 1 : 0, c === '?' ? 1 : Infinity, c);
    else if (c === '{') this.counted();
    else if (c === '[') this.sequence.push({ kind: 'class', set: this.charClass() });
    else if (c === '.') this.dot();
    else if (c === '^') this.assert(this.flags.m ? 'lineStart' : 'textStart');
    else if (c === '$') this.assert(this.flags.m ? 'lineEnd' : 'textEnd');
    else if (c === '\\') this.escape();
    else this.literal(c.codePointAt(0)!);
  }

  private assert(what: Assertion): void {
    this.sequence.push({ kind: 'assert', what });
  }

  private literal(point: number): void {
    this.sequence.push({ kind: 'class', set: singleChar(point, this.flags.i) });
  }

  private dot(): void {
    const items = new ClassItems();
    if (!this.flags.s) items.range(10, 10);
    this.sequence.push({ kind: 'class', set: items.finish(true, false) });
  }

  private alternative(): void {
    this.alternatives.push({ kind: 'all', terms: this.sequence });
    this.sequence = [];
  }

  private closeAlternatives(): Term {
    this.alternative();
    return this.alternatives.length === 1 ? this.alternatives[0] : { kind: 'any', terms: this.alternatives };
  }

  /** After the opening bracket. */
  private openGroup(): void {
    const outer: Open = { flags: this.flags, alternatives: this.alternatives, sequence: this.sequence };
    const rest = this.chars.slice(this.at, this.at + 80).join('');
    const named = /^\?P?<\w+>/.exec(rest);
    const flagged = /^\?([imsU]*)(?:-([imsU]+))?([:)])/.exec(rest);
    if (!named && !flagged && rest.startsWith('?'))
      throw this.refusal(`invalid or unsupported group (${rest.slice(0, 3)}`);
    this.at += (named ?? flagged)?.[0].length ?? 0;
    if (flagged) this.flags = this.changedFlags(flagged[1], flagged[2] ?? '');
    if (flagged?.[3] === ')') return;
    if (this.open.push(outer) > MAX_DEPTH) throw this.refusal('groups nest too deeply');
    this.alternatives = [];
    this.sequence = [];
  }

  private changedFlags(on: string, off: string): Flags {
    const value = (flag: 'i' | 'm' | 's') => (this.flags[flag] || on.includes(flag)) && !off.includes(flag);
    return { i: value('i'), m: value('m'), s: value('s') };
  }

  private closeGroup(): void {
    const outer = this.open.pop();
    if (outer === undefined) throw this.refusal('unexpected )');
    const group = this.closeAlternatives();
    ({ flags: this.flags, alternatives: this.alternatives, sequence: this.sequence } = outer);
    this.sequence.push(group);
  }

  private repeat(min: number, max: number, written: string): void {
    const term = this.sequence.pop();
    if (term === undefined) throw this.refusal(`missing argument to repetition operator: ${written}`);
    if (this.chars[this.at] === '?') this.at++;
    if (this.startsRepetition()) throw this.refusal(`invalid nested repetition operator after ${written}`);
    this.sequence.push({ kind: 'repeat', term, min, max });
  }

  private startsRepetition(): boolean {
    const c = this.chars[this.at];
    return c === '*' || c === '+' || c === '?' || (c === '{' && this.bounds(this.at + 1) !== undefined);
  }

  /** `{2,5}` after its brace; a brace that begins no bounds is a character. */
  private counted(): void {
    const bounds = this.bounds(this.at);
    if (bounds === undefined) this.literal(123);
    else this.repeatWithin(bounds);
  }

  private repeatWithin({ min, max, end }: Bounds): void {
    const written = `{${this.chars.slice(this.at, end).join('')}`;
    if (min > MAX_REPEAT || (max !== Infinity && max > MAX_REPEAT) || max < min)
      throw this.refusal(`invalid repeat count: ${written}`);
    this.at = end;
    this.repeat(min, max, written);
  }

  private bounds(from: number): Bounds | undefined {
    const found = /^(\d+)(,(\d*))?\}/.exec(this.chars.slice(from, from + 40).join(''));
    if (!found) return undefined;
    const min = Number(found[1]);
    const max = found[2] === undefined ? min : found[3] === '' ? Infinity : Number(found[3]);
    return { min, max, end: from + found[0].length };
  }

  /** After the backslash, outside of a class. */
  private escape(): void {
    const c = this.chars[this.at];
    const assertion = ESCAPED_ASSERTIONS.get(c);
    const items = new ClassItems();
    if (assertion !== undefined) {
      this.at++;
      this.assert(assertion);
    } else if (c === 'Q') this.quoted();
    else if (this.classEscape(items))
      this.sequence.push({ kind: 'class', set: items.finish(false, this.flags.i) });
    else this.literal(this.escapedPoint());
  }

  /** `\Q` up to `\E` or the end. */
  private quoted(): void {
    for (this.at++; this.at < this.chars.length; this.at++) {
      if (this.chars[this.at] === '\\' && this.chars[this.at + 1] === 'E') {
        this.at += 2;
        return;
      }
      this.literal(this.chars[this.at].codePointAt(0)!);
    }
  }

  /** `\d`, `\pL`, `\p{Greek}` after the backslash; false when the escape is one character. */
  private classEscape(items: ClassItems): boolean {
    const c = this.chars[this.at];
    if (c !== undefined && 'dDsSwW'.includes(c)) {
      this.at++;
      items.perl(c);
      return true;
    }
    if (c !== 'p' && c !== 'P') return false;
    const rest = this.chars.slice(this.at + 1, this.at + 60).join('');
    const name = /^\{(\^?)(\w+)\}|^()([A-Za-z])/.exec(rest);
    const [negated, text] = name ? [name[1] ?? name[3], name[2] ?? name[4]] : ['', ''];
    if (!name || !items.unicode(text, (c === 'P') !== (negated === '^')))
      throw this.refusal(`invalid character class range: \\${c}${name?.[0] ?? ''}`);
    this.at += 1 + name[0].length;
    return true;
  }

  /** The character that an escape stands for, after the backslash. */
  private escapedPoint(): number {
    const c = this.chars[this.at];
    if (c === undefined) throw this.refusal('trailing backslash at end of expression');
    const coded = this.codedPoint();
    if (coded !== undefined) return coded;
    const control = CONTROLS.get(c);
    if (control === undefined && (c.codePointAt(0)! >= 128 || /[0-9A-Za-z]/.test(c)))
      throw this.refusal(`invalid escape sequence: \\${c}`);
    this.at++;
    return (control ?? c).codePointAt(0)!;
  }

  /** `\x7f`, `\x{10ffff}` or octal `\123`; a single digit would be a back-reference. */
  private codedPoint(): number | undefined {
    const rest = this.chars.slice(this.at, this.at + 20).join('');
    const coded = /^x([0-9A-Fa-f]{2})|^x\{([0-9A-Fa-f]+)\}|^(0[0-7]{0,2}|[1-7][0-7]{1,2})/.exec(rest);
    if (!coded) return undefined;
    const [all, two, many, octal] = coded;
    const point = octal === undefined ? parseInt(two ?? many, 16) : parseInt(octal, 8);
    if (point > 0x10ffff) return undefined;
    this.at += all.length;
    return point;
  }

  /** After the opening bracket. */
  private charClass(): CharClass {
    const start = this.at;
    const negated = this.chars[this.at] === '^';
    if (negated) this.at++;
    const items = new ClassItems();
    for (let first = true; first || this.chars[this.at] !== ']'; first = false) {
      if (this.at >= this.chars.length)
        throw this.refusal(`missing closing ]: [${this.chars.slice(start).join('')}`);
      this.classItem(items);
    }
    this.at++;
    return items.finish(negated, this.flags.i);
  }

  private classItem(items: ClassItems): void {
    if (this.posixItem(items)) return;
    if (this.chars[this.at] === '\\') {
      this.at++;
      if (this.classEscape(items)) return;
      this.at--;
    }
    const first = this.classPoint();
    let last = first;
    if (this.chars[this.at] === '-' && this.at + 1 < this.chars.length && this.chars[this.at + 1] !== ']') {
      this.at++;
      last = this.classPoint();
      if (last < first) throw this.refusal('invalid character class range');
    }
    items.range(first, last);
  }

  private posixItem(items: ClassItems): boolean {
    const posix = /^\[:(\^?\w*):\]/.exec(this.chars.slice(this.at, this.at + 20).join(''));
    if (!posix) return false;
    if (!items.posix(posix[1])) throw this.refusal(`invalid character class range: ${posix[0]}`);
    this.at += posix[0].length;
    return true;
  }

  private classPoint(): number {
    const c = this.chars[this.at];
    if (c === undefined) throw this.refusal('missing closing ]');
    this.at++;
    return c === '\\' ? this.escapedPoint() : c.codePointAt(0)!;
  }

  private refusal(why: string): ReportRefusal {
    return new ReportRefusal(`error parsing regexp "${this.source.slice(0, 200)}": ${why}`);
  }
}
