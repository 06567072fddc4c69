// What does one Go file declare: its package, its imports, its functions?

import { mayBeCodeOf, packageBaseName } from '../model/go-names.ts';
import { type FunctionSpan, functionsOf } from './go-syntax.ts';
import { type GoText, isAt, readGoText, stringAt, TEXT, WORD, wordAt } from './go-text.ts';

export interface Import {
  readonly path: string;
  /** As written: an alias, `.`, `_`, or empty. */
  readonly alias: string;
  readonly line: number;
}

/** A declared function and the lines from `func` to its closing brace. */
export type DeclaredFunction = Pick<FunctionSpan, 'name' | 'receiver' | 'pointer' | 'line' | 'endLine'>;

export interface GoFile {
  readonly packageName: string;
  readonly imports: readonly Import[];
  readonly functions: readonly DeclaredFunction[];
  readonly lineCount: number;
  /** A build constraint keeps it out of every program. */
  readonly ignored: boolean;
}

/** A file with its words, for those who look into the functions. */
export interface ParsedGo extends GoFile {
  readonly go: GoText;
  readonly functions: readonly FunctionSpan[];
}

export function parseGo(text: string): ParsedGo {
  const go = readGoText(text);
  return {
    go,
    packageName: packageNameOf(go),
    imports: importsOf(go),
    functions: functionsOf(go),
    lineCount: go.lineCount,
    ignored: /^\/\/(?:go:build|\s*\+build)\s+ignore\s*$/m.test(text.slice(0, headEnd(go))),
  };
}

/** The facts without the words, small enough to keep for every file. */
export function goFileFacts(text: string): GoFile {
  const { packageName, imports, functions, lineCount, ignored } = parseGo(text);
  const declared = functions.map(({ name, receiver, pointer, line, endLine }) => ({
    name,
    receiver,
    pointer,
    line,
    endLine,
  }));
  return { packageName, imports, functions: declared, lineCount, ignored };
}

function headEnd(go: GoText): number {
  return go.length > 0 ? go.start[0] : go.text.length;
}

function packageNameOf(go: GoText): string {
  return isAt(go, 0, 'package') ? wordAt(go, 1) : '';
}

function importsOf(go: GoText): Import[] {
  const out: Import[] = [];
  let i = 2;
  while (isAt(go, i, ';')) i++;
  while (isAt(go, i, 'import')) {
    const block = isAt(go, i + 1, '(');
    const end = block
      ? go.mate[i + 1] > 0
        ? go.mate[i + 1]
        : go.length
      : i + (go.kind[i + 1] === TEXT ? 2 : 3);
    for (let at = i + 1; at < end; at++) if (go.kind[at] === TEXT) out.push(readImport(go, at));
    i = block ? end + 1 : end;
    while (isAt(go, i, ';')) i++;
  }
  return out;
}

function readImport(go: GoText, at: number): Import {
  const named = go.line[at - 1] === go.line[at] && (go.kind[at - 1] === WORD || isAt(go, at - 1, '.'));
  const alias = named && !isAt(go, at - 1, 'import') ? wordAt(go, at - 1) : '';
  return { path: stringAt(go, at), alias, line: go.line[at] };
}

/** The declared function whose lines hold `line`. */
export function functionAtLine(file: GoFile, line: number): DeclaredFunction | undefined {
  return file.functions.find((f) => f.line <= line && line <= f.endLine);
}

/** The declared function whose lines hold `line` of a Go source text. */
export function functionAt(text: string, line: number): DeclaredFunction | undefined {
  return functionAtLine(goFileFacts(text), line);
}

/** Declared functions that a frame of this name may be code of. */
export function declarationsFor(file: GoFile, frameName: string): readonly DeclaredFunction[] {
  return file.functions.filter((f) => mayBeCodeOf(frameName, f.receiver, f.name));
}

/** Names under which a file may use an import without an alias, likeliest first. */
export function likelyPackageNames(importPath: string): readonly string[] {
  const base = packageBaseName(importPath);
  const plain = base.replace(/^go[-.]|[-.]go$/g, '');
  const pieces = plain.split(/[-.]/);
  return [
    ...new Set([
      base,
      plain,
      plain.replace(/[-.]/g, ''),
      pieces[pieces.length - 1],
      pieces[0],
      plain.replace(/[-.]/g, '_'),
    ]),
  ];
}
