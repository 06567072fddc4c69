// Where does the workspace use a package, and in which circumstances?

import { qualifiedName } from '../model/go-names.ts';
import { type Import, likelyPackageNames, type ParsedGo } from './go-file.ts';
import { type FunctionSpan, literalBody, loopBody } from './go-syntax.ts';
import { behind, type GoText, isAt, WORD, wordAt } from './go-text.ts';
import type { Source, Sources } from './sources.ts';
import { placesOfPackage, type WorkspaceIndex } from './workspace-index.ts';

/** What surrounds a place in a Go file. */
export interface Surroundings {
  /** The declared function as dumps name it; empty at package level. */
  readonly function: string;
  readonly place: 'package-level' | 'init' | 'main' | 'function';
  readonly inLoop: boolean;
  /** Inside a function literal that is handed on: a handler, whose times to run are not the function's own. */
  readonly inHandler: boolean;
  /** Inside a literal that runs once by what takes it (`sync.Once`, `sync.OnceValue`). */
  readonly inOnce: boolean;
  /** Under a `go` statement. */
  readonly underGo: boolean;
}

export interface Usage extends Surroundings {
  readonly file: string;
  readonly line: number;
  readonly importPath: string;
  /** `import` for the import itself, `composite` for `T{…}`, `mention` for types and values. */
  readonly kind: 'import' | 'call' | 'composite' | 'mention';
  /** What of the package is used: `NewCache`; empty for imports. */
  readonly name: string;
  /** Of a `_test.go` file. */
  readonly test: boolean;
}

/**
 * Every use of a package in the Go files of the workspace, in order of files and lines; vendored files, testdata and
 * files that no program holds are left out. A text-level scan: values that carry the package's types about are not
 * followed. Empty when only other libraries import the package.
 */
export async function findUsages(importPath: string, sources: Sources): Promise<Usage[]> {
  const names = await packageNames(importPath, sources.index);
  return (await sources.importing(importPath)).flatMap((source) => usagesIn(source, importPath, names));
}

/** Names that an import without an alias may have; the package's own word when its sources are in the workspace. */
export async function packageNames(importPath: string, index: WorkspaceIndex): Promise<readonly string[]> {
  for (const file of packageFiles(importPath, index)) {
    const facts = await index.goFile(file);
    if (facts && facts.packageName !== '' && !facts.ignored) return [facts.packageName];
  }
  return likelyPackageNames(importPath);
}

/** Files of a package whose sources are in the workspace, vendored or not; tests left out. */
export function packageFiles(importPath: string, index: WorkspaceIndex): string[] {
  const own = placesOfPackage(index, importPath).map((p) => p.folder);
  const vendored = [...index.byFolder.keys()].filter((f) => `/${f}`.endsWith(`/vendor/${importPath}`));
  return [...own, ...vendored.slice(0, 1)]
    .flatMap((folder) => index.byFolder.get(folder) ?? [])
    .filter((f) => !f.endsWith('_test.go'));
}

function usagesIn(source: Source, importPath: string, names: readonly string[]): Usage[] {
  const { file, parsed } = source;
  const circumstances = surroundingsIn(source);
  const usages: Usage[] = [];
  for (const found of parsed.imports.filter((i) => i.path === importPath)) {
    const add = (row: number, kind: Usage['kind'], name: string) =>
      usages.push({
        file,
        line: row < 0 ? found.line : parsed.go.line[row],
        importPath,
        kind,
        name,
        test: file.endsWith('_test.go'),
        ...circumstances(row),
      });
    add(-1, 'import', '');
    for (const row of rowsThrough(parsed, found, names)) add(row.at, row.kind, row.name);
  }
  return usages;
}

interface Through {
  readonly at: number;
  readonly kind: 'call' | 'composite' | 'mention';
  readonly name: string;
}

/** Rows that use an import. */
export function rowsThrough(parsed: ParsedGo, found: Import, names: readonly string[]): Through[] {
  if (found.alias === '_') return [];
  if (found.alias === '.') return dottedRows(parsed);
  if (found.alias !== '') return selectorRows(parsed, found.alias);
  for (const name of names) {
    const rows = selectorRows(parsed, name);
    if (rows.length > 0) return rows;
  }
  return [];
}

function selectorRows({ go, functions }: ParsedGo, alias: string): Through[] {
  const rows: Through[] = [];
  const shadowed = functions.filter((f) => declares(go, f, alias));
  for (let i = 0; i + 2 < go.length; i++) {
    if (!isAt(go, i, alias) || !isAt(go, i + 1, '.') || isAt(go, i - 1, '.') || go.kind[i + 2] !== WORD)
      continue;
    if (shadowed.some((f) => f.from <= i && i <= f.to)) continue;
    rows.push({ at: i, kind: kindAt(go, i + 2), name: wordAt(go, i + 2) });
  }
  return rows;
}

/** What stands behind a name tells how it is used. */
function kindAt(go: GoText, row: number): Through['kind'] {
  const next = isAt(go, row + 1, '[') ? behind(go, row + 1) : row + 1;
  if (isAt(go, next, '(') && go.line[next] === go.line[next - 1]) return 'call';
  const composite = isAt(go, next, '{') && go.start[next] === go.end[next - 1];
  return composite ? 'composite' : 'mention';
}

/** A local variable or a parameter of the import's name hides it. */
function declares(go: GoText, f: FunctionSpan, alias: string): boolean {
  for (let i = f.from; i < f.to; i++) {
    if (!isAt(go, i, alias) || isAt(go, i - 1, '.')) continue;
    if (isAt(go, i - 1, 'var') || (isAt(go, i + 1, ':') && isAt(go, i + 2, '='))) return true;
    const isParameter = i < f.body && (isAt(go, i - 1, '(') || isAt(go, i - 1, ','));
    if (isParameter && !isAt(go, i + 1, '.') && !isAt(go, i + 1, ')')) return true;
  }
  return false;
}

/** Calls of exported names that the file does not declare: all that a dot import can be told by. */
function dottedRows({ go, functions }: ParsedGo): Through[] {
  const own = new Set(functions.filter((f) => f.receiver === '').map((f) => f.name));
  const rows: Through[] = [];
  for (let i = 0; i < go.length; i++) {
    if (go.kind[i] !== WORD || isAt(go, i - 1, '.') || isAt(go, i - 1, 'func') || isAt(go, i - 1, ')'))
      continue;
    const name = wordAt(go, i);
    if (/^\p{Lu}/u.test(name) && !own.has(name) && kindAt(go, i) === 'call')
      rows.push({ at: i, kind: 'call', name });
  }
  return rows;
}

interface Block {
  readonly from: number;
  readonly to: number;
  readonly kind: 'loop' | 'literal';
  readonly under: 'go' | 'once' | 'handler' | '';
}

/** The surroundings of any row of a file; row -1 is outside of every function. */
export function surroundingsIn({ parsed, package: pkg }: Source): (row: number) => Surroundings {
  const blocks = blocksOf(parsed);
  return (row) => {
    const f = parsed.functions.find((span) => span.from <= row && row <= span.to);
    const around = blocks.filter((b) => b.from < row && row < b.to);
    const literals = around.filter((b) => b.kind === 'literal');
    return {
      function: f ? qualifiedName(pkg, f.receiver, f.name, f.pointer) : '',
      place: placeOf(f, pkg),
      inLoop: around.some((b) => b.kind === 'loop'),
      inHandler: literals.some((b) => b.under === 'handler'),
      inOnce: literals.some((b) => b.under === 'once'),
      underGo: isAt(parsed.go, row - 1, 'go') || literals.some((b) => b.under === 'go'),
    };
  };
}

function placeOf(f: FunctionSpan | undefined, pkg: string): Surroundings['place'] {
  if (!f) return 'package-level';
  if (f.receiver !== '') return 'function';
  if (f.name === 'init') return 'init';
  return f.name === 'main' && pkg === 'main' ? 'main' : 'function';
}

const knownBlocks = new WeakMap<ParsedGo, readonly Block[]>();

function blocksOf(parsed: ParsedGo): readonly Block[] {
  const blocks = knownBlocks.get(parsed) ?? readBlocks(parsed);
  knownBlocks.set(parsed, blocks);
  return blocks;
}

function readBlocks({ go, functions }: ParsedGo): Block[] {
  const blocks: Block[] = [];
  // A declared function may have a function for its result: `func f() func() {`.
  const bodies = new Set(functions.map((f) => f.body));
  for (let i = 0; i < go.length; i++) {
    const isLoop = isAt(go, i, 'for');
    if (!isLoop && !isAt(go, i, 'func')) continue;
    const from = isLoop ? loopBody(go, i) : literalBody(go, i);
    if (from < 0 || bodies.has(from)) continue;
    const to = go.mate[from] > 0 ? go.mate[from] : go.length;
    blocks.push({ from, to, kind: isLoop ? 'loop' : 'literal', under: isLoop ? '' : takerOf(go, i) });
  }
  return blocks;
}

/** What takes the literal whose `func` is at i. */
function takerOf(go: GoText, i: number): Block['under'] {
  if (isAt(go, i - 1, 'go')) return 'go';
  if (isAt(go, i - 1, ':')) return 'handler';
  if (!isAt(go, i - 1, '(') && !isAt(go, i - 1, ',')) return '';
  const taker = isAt(go, i - 1, '(') ? wordAt(go, i - 2) : '';
  if (taker === 'Go') return 'go';
  return /^(?:Do|OnceFunc|OnceValues?)$/.test(taker) ? 'once' : 'handler';
}
