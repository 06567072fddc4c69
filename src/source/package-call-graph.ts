// Which exported functions of a library start a goroutine that the dumps show?
//
//   NewCache ─► NewTimingWheel ─► newWheel ─► go w.run()      start function: (*TimingWheel).run

import { type NameParts, nameParts } from '../model/go-names.ts';
import { type ParsedGo, parseGo } from './go-file.ts';
import type { FunctionSpan } from './go-syntax.ts';
import { isAt, WORD, wordAt } from './go-text.ts';

/** An exported function and how many calls lie between it and the `go` statement. */
export interface Leading {
  /** `NewCache`, or `Cache.Start` for a method. */
  readonly name: string;
  readonly steps: number;
}

interface Declared {
  readonly parsed: ParsedGo;
  readonly span: FunctionSpan;
}

/**
 * Exported functions from which the start function is reached, nearest first. Calls are told by names: plain
 * functions exactly, methods where only one type of the package has that method.
 * @param texts the package's Go files, tests left out
 * @param start name of the goroutine's start function as dumps have it
 */
export function functionsLeadingTo(start: string, texts: readonly string[]): Leading[] {
  const declared = texts.flatMap((text) => {
    const parsed = parseGo(text);
    return parsed.functions.map((span) => ({ parsed, span }));
  });
  let level = creatorsOf(nameParts(start), declared);
  const seen = new Set(level);
  const leading: Leading[] = [];
  for (let steps = 0; level.length > 0; steps++) {
    for (const { span } of level) if (isExported(span)) leading.push({ name: labelOf(span), steps });
    level = callersIn(level, declared).filter((d) => !seen.has(d));
    for (const d of level) seen.add(d);
  }
  return leading;
}

function labelOf({ receiver, name }: FunctionSpan): string {
  return receiver === '' ? name : `${receiver}.${name}`;
}

function isExported({ receiver, name }: FunctionSpan): boolean {
  return /^\p{Lu}/u.test(name) && (receiver === '' || /^\p{Lu}/u.test(receiver));
}

/** Functions with the `go` statement: the one around a closure, else those that start the declared function. */
function creatorsOf(start: NameParts, declared: readonly Declared[]): Declared[] {
  const isStart = ({ span }: Declared) => span.name === start.name && span.receiver === start.receiver;
  if (start.closure !== '') return declared.filter(isStart);
  const direct = declared.filter((d) => startsGoroutine(d, start.name));
  if (direct.length > 0) return direct;
  // Handed to something that starts it: `pool.Go(w.run)`.
  return declared.filter((d) => !isStart(d) && mentions(d, start.name, start.receiver !== '', handedOn));
}

/** `go x.name(…)`, `go name(…)`. */
function startsGoroutine({ parsed: { go }, span }: Declared, name: string): boolean {
  for (let i = span.from; i < span.to; i++) {
    if (!isAt(go, i, 'go') || go.kind[i] !== WORD || isAt(go, i - 1, '.')) continue;
    let at = i + 1;
    while (go.kind[at] === WORD && isAt(go, at + 1, '.')) at += 2;
    if (wordAt(go, at) === name) return true;
  }
  return false;
}

type RowTest = (parsed: ParsedGo, row: number) => boolean;

const called: RowTest = ({ go }, i) => isAt(go, i + 1, '(') || isAt(go, i + 1, '[');
const handedOn: RowTest = ({ go }, i) => isAt(go, i + 1, ')') || isAt(go, i + 1, ',');

function mentions({ parsed, span }: Declared, name: string, asMember: boolean, test: RowTest): boolean {
  for (let i = Math.max(span.body, span.from); i < span.to; i++)
    if (isAt(parsed.go, i, name) && isAt(parsed.go, i - 1, '.') === asMember && test(parsed, i)) return true;
  return false;
}

/** Functions that call one of the given ones. */
function callersIn(targets: readonly Declared[], declared: readonly Declared[]): Declared[] {
  const told = targets.filter(({ span }) => span.receiver === '' || isOnlyMethod(span, declared));
  return declared.filter((d) =>
    told.some(({ span }) => span !== d.span && mentions(d, span.name, span.receiver !== '', called)),
  );
}

function isOnlyMethod(span: FunctionSpan, declared: readonly Declared[]): boolean {
  return declared.every(({ span: s }) => s === span || s.name !== span.name || s.receiver === '');
}
