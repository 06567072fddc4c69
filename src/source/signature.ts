// What does a function take and give back, as far as it matters to who is answerable for its goroutines?

import { declarationsFor, functionAtLine, parseGo } from './go-file.ts';
import { type FunctionSpan, loopBody } from './go-syntax.ts';
import { behind, type GoText, isAt, WORD } from './go-text.ts';

export interface Signature {
  /** It is handed a function, as `Run(fn func())`. Named function types are not told. */
  readonly takesFunction: boolean;
  /** Its caller gets a channel, and with it the other end of what its goroutines do. */
  readonly returnsChannel: boolean;
  /** The line that was asked about stands in a loop of the function. */
  readonly inLoop: boolean;
}

/** The signature of the declared function whose code a frame is; undefined when the text has none such. */
export function signatureAt(text: string, frameName: string, line: number): Signature | undefined {
  const parsed = parseGo(text);
  const at = functionAtLine(parsed, line);
  const declared = declarationsFor(parsed, frameName);
  const span = parsed.functions.find((f) => f === at) ?? parsed.functions.find((f) => declared.includes(f));
  return span && { ...read(parsed.go, span), inLoop: isInLoop(parsed.go, span, line) };
}

function read(go: GoText, span: FunctionSpan): Omit<Signature, 'inLoop'> {
  let at = span.from + 1;
  // The receiver, then the name and its type parameters.
  if (isAt(go, at, '(')) at = behind(go, at);
  at++;
  if (isAt(go, at, '[')) at = behind(go, at);
  const params = at;
  const results = behind(go, params);
  const end = span.body < 0 ? span.to : span.body;
  return { takesFunction: has(go, params, results, 'func'), returnsChannel: has(go, results, end, 'chan') };
}

function has(go: GoText, from: number, to: number, word: string): boolean {
  for (let i = from; i < to; i++) if (go.kind[i] === WORD && isAt(go, i, word)) return true;
  return false;
}

function isInLoop(go: GoText, { body, to }: FunctionSpan, line: number): boolean {
  for (let i = Math.max(0, body); i < to; i++) {
    if (go.kind[i] !== WORD || !isAt(go, i, 'for')) continue;
    const open = loopBody(go, i);
    const close = open < 0 ? -1 : go.mate[open];
    if (close > 0 && go.line[open] <= line && line <= go.line[close]) return true;
  }
  return false;
}
