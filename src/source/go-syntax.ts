// Where do functions, literals and loops of a Go file begin and end?

import { behind, type GoText, isAt, WORD, wordAt } from './go-text.ts';

/** A function as it was declared. */
export interface FunctionSpan {
  readonly name: string;
  /** Type name without `*` and type parameters; empty for plain functions. */
  readonly receiver: string;
  readonly pointer: boolean;
  readonly line: number;
  readonly endLine: number;
  /** Rows of the text from `func` to the closing brace, both included. */
  readonly from: number;
  readonly to: number;
  /** Row of the opening brace, or -1 for a function without a body. */
  readonly body: number;
}

/** Row behind the type that begins at i; i itself when none begins there, on the line of what stands before. */
export function behindType(go: GoText, i: number): number {
  for (;;) {
    if (go.line[i] !== go.line[i - 1]) return i;
    if (isAt(go, i, '*') || isAt(go, i, '<') || isAt(go, i, '-') || isAt(go, i, 'chan')) i++;
    else if (isAt(go, i, '[')) i = behind(go, i);
    else if (isAt(go, i, 'map') || isAt(go, i, 'func')) i = behind(go, i + 1);
    else if (isAt(go, i, 'struct') || isAt(go, i, 'interface')) return behind(go, i + 1);
    else if (isAt(go, i, '(')) return behind(go, i);
    else if (go.kind[i] === WORD) return behindTypeName(go, i);
    else return i;
  }
}

/** `name`, `pkg.Name`, `Name[int]`. */
function behindTypeName(go: GoText, i: number): number {
  let at = i + 1;
  if (isAt(go, at, '.') && go.kind[at + 1] === WORD) at += 2;
  return isAt(go, at, '[') && go.start[at] === go.end[at - 1] ? behind(go, at) : at;
}

/** Row of the brace that opens the body of the function literal whose `func` is at i, or -1 for a type. */
export function literalBody(go: GoText, i: number): number {
  // `[]func(){…}` is a list of functions.
  if (!isAt(go, i + 1, '(') || isAt(go, i - 1, ']')) return -1;
  const at = behindType(go, behind(go, i + 1));
  return isAt(go, at, '{') ? at : -1;
}

/** Row of the brace that opens the body of the loop whose `for` is at i, or -1. */
export function loopBody(go: GoText, i: number): number {
  let at = i + 1;
  while (at < go.length) {
    if (isAt(go, at, '{')) {
      const next = behind(go, at);
      if (!continuesHeader(go, next)) return at;
      at = next;
    } else if (isAt(go, at, 'func') && literalBody(go, at) > 0) at = behind(go, literalBody(go, at));
    else if (isAt(go, at, 'struct') || isAt(go, at, 'interface')) at = behind(go, at + 1);
    else if (isAt(go, at, '(') || isAt(go, at, '[')) at = behind(go, at);
    else if (isAt(go, at, '}') || isAt(go, at, ')')) return -1;
    else at++;
  }
  return -1;
}

/** A brace that closed a value in the header is followed by more of the header, on its line. */
function continuesHeader(go: GoText, next: number): boolean {
  return next < go.length && go.line[next] === go.line[next - 1] && !/^[})\]]$/.test(wordAt(go, next));
}

/** Functions declared in the file, in order. */
export function functionsOf(go: GoText): FunctionSpan[] {
  const out: FunctionSpan[] = [];
  let i = 0;
  while (i < go.length) {
    const span = isAt(go, i, 'func') && beginsDeclaration(go, i) ? readFunction(go, i) : undefined;
    if (span) out.push(span);
    if (span) i = span.to + 1;
    else if (isAt(go, i, '{') || isAt(go, i, '(')) i = behind(go, i);
    else i++;
  }
  return out;
}

/** `func` at the start of a line; `var f = func` is a value. */
function beginsDeclaration(go: GoText, i: number): boolean {
  return i === 0 || go.line[i - 1] < go.line[i] || isAt(go, i - 1, ';');
}

function readFunction(go: GoText, from: number): FunctionSpan | undefined {
  const hasReceiver = isAt(go, from + 1, '(');
  const nameRow = hasReceiver ? behind(go, from + 1) : from + 1;
  if (go.kind[nameRow] !== WORD) return undefined;
  const params = isAt(go, nameRow + 1, '[') ? behind(go, nameRow + 1) : nameRow + 1;
  if (!isAt(go, params, '(')) return undefined;
  const brace = behindType(go, behind(go, params));
  const body = isAt(go, brace, '{') ? brace : -1;
  const to = body < 0 ? brace - 1 : go.mate[body] > 0 ? go.mate[body] : go.length - 1;
  return {
    name: wordAt(go, nameRow),
    ...(hasReceiver ? readReceiver(go, from + 1, nameRow - 1) : { receiver: '', pointer: false }),
    line: go.line[from],
    endLine: go.line[to],
    from,
    to,
    body,
  };
}

/** `(c *Cache[K, V])`: the last word outside square brackets is the type. */
function readReceiver(go: GoText, open: number, close: number): { receiver: string; pointer: boolean } {
  let receiver = '';
  let pointer = false;
  for (let i = open + 1; i < close; i = isAt(go, i, '[') ? behind(go, i) : i + 1) {
    if (go.kind[i] === WORD) receiver = wordAt(go, i);
    if (isAt(go, i, '*')) pointer = true;
  }
  return { receiver, pointer };
}
