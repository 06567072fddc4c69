// Where are the words of a Go source file, comments left out?
//
//   go f("a // b")   →   go  f  (  "a // b"  )
//
// Source of the rules: The Go Programming Language Specification, "Lexical elements".

export const WORD = 1;
export const TEXT = 2;
export const NUMBER = 3;
export const MARK = 4;

/** Columns, one row per word; every operator and bracket is one character long. */
export interface GoText {
  readonly text: string;
  readonly length: number;
  /** WORD, TEXT (strings and runes), NUMBER or MARK. */
  readonly kind: readonly number[];
  readonly start: readonly number[];
  readonly end: readonly number[];
  /** From 1. */
  readonly line: readonly number[];
  /** Row of the matching bracket, or -1. */
  readonly mate: Int32Array;
  readonly lineCount: number;
}

const SPACE = /[ \t\r]*/y;
const WORD_FORM = /[\p{L}_][\p{L}\p{Nd}_]*/uy;
const NUMBER_FORM = /\.?\d(?:[eEpP][+-]|[\p{L}\p{Nd}_.])*/uy;
const STRING_FORM = /"(?:[^"\\\n]|\\.)*"?/y;
const RUNE_FORM = /'(?:[^'\\\n]|\\.)*'?/y;
const RAW_FORM = /`[^`]*`?/y;
const COMMENT_FORM = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y;

class Reader {
  readonly kind: number[] = [];
  readonly start: number[] = [];
  readonly end: number[] = [];
  readonly lines: number[] = [];
  at = 0;
  line = 1;

  constructor(readonly text: string) {}

  /** End of `form` at the place where the reader stands, or -1. */
  match(form: RegExp): number {
    form.lastIndex = this.at;
    return form.test(this.text) ? form.lastIndex : -1;
  }

  add(kind: number, end: number): void {
    this.kind.push(kind);
    this.start.push(this.at);
    this.end.push(end);
    this.lines.push(this.line);
    if (kind === TEXT) this.pass(end);
    else this.at = end;
  }

  /** Goes on behind `end`, counting the lines on the way. */
  pass(end: number): void {
    for (let i = this.text.indexOf('\n', this.at); i >= 0 && i < end; i = this.text.indexOf('\n', i + 1))
      this.line++;
    this.at = end;
  }

  step(): void {
    const c = this.text[this.at];
    const literal = c === '"' ? STRING_FORM : c === '`' ? RAW_FORM : c === "'" ? RUNE_FORM : undefined;
    if (c === '\n') this.pass(this.at + 1);
    else if (literal) this.add(TEXT, this.match(literal));
    else if (!this.skipComment(c)) this.addPlain();
  }

  skipComment(c: string): boolean {
    const end = c === '/' ? this.match(COMMENT_FORM) : -1;
    if (end > 0) this.pass(end);
    return end > 0;
  }

  addPlain(): void {
    const word = this.match(WORD_FORM);
    const number = word > 0 ? -1 : this.match(NUMBER_FORM);
    if (word > 0) this.add(WORD, word);
    else if (number > 0) this.add(NUMBER, number);
    else this.add(MARK, this.at + ((this.text.codePointAt(this.at) ?? 0) > 0xffff ? 2 : 1));
  }
}

export function readGoText(text: string): GoText {
  const reader = new Reader(text);
  while (reader.at < text.length) {
    reader.at = reader.match(SPACE);
    if (reader.at < text.length) reader.step();
  }
  const rows = { text, length: reader.kind.length, kind: reader.kind, start: reader.start, end: reader.end };
  return { ...rows, line: reader.lines, mate: matesOf(rows), lineCount: countLines(text) };
}

/** An end of line at the end of the text begins no further line. */
function countLines(text: string): number {
  let lines = 1;
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) lines++;
  return text.endsWith('\n') ? lines - 1 : lines;
}

const CLOSES = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
]);

function matesOf(rows: Pick<GoText, 'text' | 'length' | 'kind' | 'start'>): Int32Array {
  const mate = new Int32Array(rows.length).fill(-1);
  const open: number[] = [];
  for (let i = 0; i < rows.length; i++) {
    if (rows.kind[i] !== MARK) continue;
    const c = rows.text[rows.start[i]];
    if (c === '(' || c === '[' || c === '{') open.push(i);
    const opener = CLOSES.get(c);
    if (opener === undefined || open.length === 0) continue;
    const last = open[open.length - 1];
    if (rows.text[rows.start[last]] !== opener) continue;
    open.pop();
    mate[last] = i;
    mate[i] = last;
  }
  return mate;
}

/** The word's characters; empty past the end. */
export function wordAt(go: GoText, i: number): string {
  return i >= 0 && i < go.length ? go.text.slice(go.start[i], go.end[i]) : '';
}

/** True when row i is exactly `what`. */
export function isAt(go: GoText, i: number, what: string): boolean {
  return (
    i >= 0 &&
    i < go.length &&
    go.end[i] - go.start[i] === what.length &&
    go.text.startsWith(what, go.start[i])
  );
}

/** Row behind the bracket that opens at i; the row behind i when it never closes. */
export function behind(go: GoText, i: number): number {
  return Math.max(go.mate[i], i) + 1;
}

/** Value of a string without escapes (import paths have none). */
export function stringAt(go: GoText, i: number): string {
  return wordAt(go, i).slice(1, -1);
}
