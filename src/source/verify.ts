// Does a line of a file lie inside the function that a frame names?

import { isVariableInitialiser } from '../model/go-names.ts';
import type { FrameText } from '../model/symbols.ts';
import { declarationsFor, functionAtLine, type GoFile } from './go-file.ts';

export type Verdict =
  | { readonly fit: 'inside' | 'unchecked' }
  | {
      readonly fit: 'elsewhere' | 'absent';
      readonly reason: string;
      readonly function: { readonly line: number; readonly endLine: number } | undefined;
    };

/**
 * Line 0 (unknown) fits wherever the function is declared.
 * @param named the line as the dump has it, where the frame's was moved to today's
 */
export function verify(file: GoFile | undefined, frame: FrameText, named = frame.line): Verdict {
  if (file === undefined) return { fit: 'unchecked' };
  const declared = declarationsFor(file, frame.function);
  if (declared.some((f) => frame.line === 0 || (f.line <= frame.line && frame.line <= f.endLine)))
    return { fit: 'inside' };
  const pastEnd = frame.line > file.lineCount;
  if (isVariableInitialiser(frame.function) && !pastEnd && !functionAtLine(file, frame.line))
    return { fit: 'inside' };
  const span = declared.length === 1 ? { line: declared[0].line, endLine: declared[0].endLine } : undefined;
  const reason = pastEnd
    ? `the file has ${file.lineCount} lines, the dump names line ${named}`
    : declared.length > 0
      ? `line ${named} is not inside the function`
      : 'the file declares no such function';
  return { fit: declared.length > 0 ? 'elsewhere' : 'absent', reason, function: span };
}
