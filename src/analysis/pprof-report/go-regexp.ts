// Does a text match a regular expression as Go's regexp package sees it?
// All alternatives are followed at once, so that the time grows with the text's length only, as RE2 promises.

import { ReportRefusal } from '../../model/pprof-options.ts';
import type { CharClass } from './go-regexp-classes.ts';
import { type Assertion, parseGoRegexp, type Term } from './go-regexp-parse.ts';

export interface GoRegexp {
  /** True when the expression matches anywhere in the text. */
  matches(text: string): boolean;
}

/** Compiles Go's syntax. Throws ReportRefusal with a message for the user. */
export function compileGoRegexp(source: string): GoRegexp {
  if (/^[^\\.+*?()|[\]{}^$]*$/.test(source)) return { matches: (text) => text.includes(source) };
  const program = new Program();
  program.add(parseGoRegexp(source));
  program.finish();
  return new Machine(program);
}

/** Instructions; counted repetition is written out. */
const MAX_PROGRAM = 50_000;
const NONE = -1;

/** Threads in a row: each instruction goes on to `next`, a fork to `other` as well. */
class Program {
  readonly set: (CharClass | undefined)[] = [];
  readonly assertion: (Assertion | undefined)[] = [];
  readonly next: number[] = [];
  readonly other: number[] = [];
  match = NONE;

  get length(): number {
    return this.next.length;
  }

  finish(): void {
    this.match = this.emit({});
  }

  /** Writes a term; what follows it is written next. Its depth is bounded by the parser. */
  add(term: Term): void {
    switch (term.kind) {
      case 'class':
        this.emit({ set: term.set });
        return;
      case 'assert':
        this.emit({ assertion: term.what });
        return;
      case 'all':
        for (const one of term.terms) this.add(one);
        return;
      case 'any':
        this.addAny(term.terms);
        return;
      case 'repeat':
        this.addRepeat(term.term, term.min, term.max);
    }
  }

  private addAny(terms: readonly Term[]): void {
    const ends: number[] = [];
    for (const one of terms.slice(0, -1)) {
      const fork = this.emit({});
      this.add(one);
      ends.push(this.emit({}));
      this.other[fork] = this.length;
    }
    this.add(terms[terms.length - 1]);
    for (const end of ends) this.next[end] = this.length;
  }

  private addRepeat(term: Term, min: number, max: number): void {
    for (let n = 0; n < min; n++) this.add(term);
    if (max === Infinity) {
      const fork = this.emit({});
      this.add(term);
      this.next[this.emit({})] = fork;
      this.other[fork] = this.length;
      return;
    }
    const forks: number[] = [];
    for (let n = min; n < max; n++) {
      forks.push(this.emit({}));
      this.add(term);
    }
    for (const fork of forks) this.other[fork] = this.length;
  }

  private emit(what: { set?: CharClass; assertion?: Assertion }): number {
    if (this.length >= MAX_PROGRAM) throw new ReportRefusal('the regular expression is too large');
    this.set.push(what.set);
    this.assertion.push(what.assertion);
    this.other.push(NONE);
    return this.next.push(this.length + 1) - 1;
  }
}

/** A set of threads that can be emptied at once. */
class Threads {
  readonly at: Int32Array;
  private readonly seen: Int32Array;
  private round = 0;
  length = 0;

  constructor(size: number) {
    this.at = new Int32Array(size);
    this.seen = new Int32Array(size);
  }

  clear(): void {
    this.round++;
    this.length = 0;
  }

  /** False when it was there already. */
  mark(instruction: number): boolean {
    if (this.seen[instruction] === this.round) return false;
    this.seen[instruction] = this.round;
    return true;
  }
}

class Machine implements GoRegexp {
  private current: Threads;
  private coming: Threads;
  private readonly pending: Int32Array;

  constructor(private readonly program: Program) {
    this.current = new Threads(program.length);
    this.coming = new Threads(program.length);
    this.pending = new Int32Array(2 * program.length + 2);
  }

  matches(text: string): boolean {
    this.current.clear();
    let before = NONE;
    let at = 0;
    for (;;) {
      const point = at < text.length ? text.codePointAt(at)! : NONE;
      if (this.follow(this.current, 0, before, point)) return true;
      if (point === NONE) return false;
      at += point > 0xffff ? 2 : 1;
      const after = at < text.length ? text.codePointAt(at)! : NONE;
      if (this.step(point, after)) return true;
      before = point;
    }
  }

  /** Moves every thread over one character; true when one has arrived. */
  private step(point: number, after: number): boolean {
    const { current, coming, program } = this;
    coming.clear();
    for (let i = 0; i < current.length; i++) {
      const instruction = current.at[i];
      if (program.set[instruction]!.has(point) && this.follow(coming, instruction + 1, point, after))
        return true;
    }
    [this.current, this.coming] = [coming, current];
    return false;
  }

  /** Adds the threads that begin at an instruction, between two characters; true when one has arrived. */
  private follow(threads: Threads, instruction: number, before: number, after: number): boolean {
    const { program, pending } = this;
    let waiting = 0;
    pending[waiting++] = instruction;
    while (waiting > 0) {
      const at = pending[--waiting];
      if (!threads.mark(at)) continue;
      if (at === program.match) return true;
      if (program.set[at] !== undefined) {
        threads.at[threads.length++] = at;
        continue;
      }
      const assertion = program.assertion[at];
      if (assertion !== undefined && !holds(assertion, before, after)) continue;
      pending[waiting++] = program.next[at];
      if (program.other[at] !== NONE) pending[waiting++] = program.other[at];
    }
    return false;
  }
}

function holds(assertion: Assertion, before: number, after: number): boolean {
  switch (assertion) {
    case 'textStart':
      return before === NONE;
    case 'textEnd':
      return after === NONE;
    case 'lineStart':
      return before === NONE || before === 10;
    case 'lineEnd':
      return after === NONE || after === 10;
    case 'word':
      return isWord(before) !== isWord(after);
    case 'notWord':
      return isWord(before) === isWord(after);
  }
}

function isWord(point: number): boolean {
  return (
    (point >= 97 && point <= 122) ||
    (point >= 65 && point <= 90) ||
    (point >= 48 && point <= 57) ||
    point === 95
  );
}
