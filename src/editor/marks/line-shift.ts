// Where is a line after an edit?
//
//   before   1 package a        edit: two lines inserted after line 1      1 package a
//            2 func f() {}                                                2 import "x"
//                                                                         3
//   line 2 → 4                                                            4 func f() {}

/** One replacement: lines `start` to `end` (1-based, both touched) became `added` lines more than one. */
export interface LineEdit {
  readonly startLine: number;
  /** 0-based; an edit at column 0 pushes its own first line down. */
  readonly startColumn: number;
  readonly endLine: number;
  /** Line breaks in the new text. */
  readonly breaks: number;
}

/** The line's new number, or undefined when the edit removed it. Lines replaced by as many lines stay. */
export function shiftLine(line: number, edit: LineEdit): number | undefined {
  const { startLine, startColumn, endLine, breaks } = edit;
  const grown = breaks - (endLine - startLine);
  if (grown === 0) return line;
  if (line < startLine || (line === startLine && startColumn > 0)) return line;
  if (line === startLine && endLine === startLine) return line + grown;
  if (line >= endLine) return line + grown;
  return undefined;
}
