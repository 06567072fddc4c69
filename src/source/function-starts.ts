// Where did functions begin when they were profiled?
//
//   dump: WithCache begins at line 17, its line 19 is hot      workspace: func WithCache stands at line 20
//   so the hot line is 22 there, whatever was written above it.
//
// Source: `start_line` of pprof's profile.proto, which Go writes from 1.20 on. Traces and listings have none, but name
// the functions of the same program.

import { enclosingFunction, isDeclaredName, nameParts } from '../model/go-names.ts';
import type { FunctionId } from '../model/ids.ts';
import { type FrameText, functionFile, functionName, type Symbols } from '../model/symbols.ts';
import { declarationsFor, type GoFile } from './go-file.ts';

/** The line of `func` by declared function and recorded file. */
export type FunctionStarts = ReadonlyMap<string, number>;

const keyOf = (name: string, file: string) => `${enclosingFunction(name)}\n${file}`;

/** Where dumps disagree they come from different builds: the first one counts. */
export function functionStarts(all: Iterable<Symbols>): FunctionStarts {
  const starts = new Map<string, number>();
  for (const symbols of all)
    for (let f = 0; f < symbols.functions.length; f++) {
      const start = symbols.functions.startLine[f];
      if (start <= 0) continue;
      const name = functionName(symbols, f as FunctionId);
      // Closures begin elsewhere than the function that holds them.
      if (!isDeclaredName(name)) continue;
      const key = keyOf(name, functionFile(symbols, f as FunctionId));
      if (!starts.has(key)) starts.set(key, start);
    }
  return starts;
}

/** Undefined when the dumps do not tell. */
export function profiledStart(
  starts: FunctionStarts,
  { function: name, file }: FrameText,
): number | undefined {
  return starts.get(keyOf(name, file));
}

/** The declaration of the frame's function: where it began, and where the file has it now. */
export interface Beginning {
  readonly profiled: number;
  readonly now: number;
}

/** Undefined when the dumps do not tell, or the file does not declare the function exactly once. */
export function beginningOf(
  starts: FunctionStarts,
  frame: FrameText,
  file: GoFile | undefined,
): Beginning | undefined {
  const profiled = profiledStart(starts, frame);
  if (profiled === undefined || file === undefined) return undefined;
  const { receiver, name } = nameParts(frame.function);
  const declared = declarationsFor(file, frame.function).filter(
    (d) => d.name === name && d.receiver === receiver,
  );
  return declared.length === 1 ? { profiled, now: declared[0].line } : undefined;
}
