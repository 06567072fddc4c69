// Which calls of the workspace lead to one of its functions?

import { nameParts } from '../model/go-names.ts';
import { isAt, WORD } from './go-text.ts';
import { folderOf } from './recorded-path.ts';
import type { Source, Sources } from './sources.ts';
import { packageNames, rowsThrough, type Surroundings, surroundingsIn } from './usages.ts';

/** Files that are searched for calls; what more files import tells little. */
const MOST_IMPORTERS = 100;

/** A function of the workspace. */
export interface FunctionRef {
  /** As dumps name it, closures dropped: `acme.io/shop/cart.(*Cart).Add`. */
  readonly name: string;
  /** Folder of its package: tells one `main` from another. */
  readonly folder: string;
}

/** A call of a function, or a place where it is handed on as a value. */
export interface CallPlace extends Surroundings {
  readonly file: string;
  readonly line: number;
  readonly kind: 'call' | 'value';
  readonly test: boolean;
  /** The function that holds the place; the place is at package level when its name is empty. */
  readonly caller: FunctionRef;
}

/**
 * Calls of a function, found as text: plain functions through imports and within their package; methods by their name
 * alone, within their package and in the files that import it.
 */
export async function callersOf(target: FunctionRef, sources: Sources): Promise<CallPlace[]> {
  const { package: pkg, receiver, name } = nameParts(target.name);
  const rowsIn = receiver === '' ? plainRows : methodRows;
  const places: CallPlace[] = [];
  for (const source of await sources.inFolder(target.folder))
    places.push(...placesAt(source, target, rowsIn(source, name)));
  if (pkg === 'main' || !/^\p{Lu}/u.test(name)) return places;
  const names = await packageNames(pkg, sources.index);
  for (const source of await sources.importing(pkg, MOST_IMPORTERS)) {
    if (folderOf(source.file) === target.folder) continue;
    const rows = receiver === '' ? importedRows(source, pkg, name, names) : methodRows(source, name);
    places.push(...placesAt(source, target, rows));
  }
  return places;
}

/** Asks only once for each function; once `most` functions were looked up, further ones seem to have no callers. */
export function rememberCallers(
  sources: Sources,
  most: number,
): (target: FunctionRef) => Promise<CallPlace[]> {
  const known = new Map<string, Promise<CallPlace[]>>();
  return (target) => {
    const key = `${target.folder}\n${target.name}`;
    const answer = known.get(key) ?? (known.size < most ? callersOf(target, sources) : Promise.resolve([]));
    known.set(key, answer);
    return answer;
  };
}

interface CallRow {
  readonly at: number;
  readonly kind: 'call' | 'value';
}

/** Uses of a plain function by its bare name. */
function plainRows({ parsed: { go } }: Source, name: string): CallRow[] {
  const rows: CallRow[] = [];
  if (!go.text.includes(name)) return rows;
  for (let i = 0; i < go.length; i++) {
    if (!isAt(go, i, name) || go.kind[i] !== WORD || isAt(go, i - 1, '.') || isAt(go, i - 1, 'func'))
      continue;
    if (isAt(go, i - 1, ')') && isAt(go, i + 1, '(') && go.line[i - 1] === go.line[i]) continue;
    if (isAt(go, i + 1, '(') || isAt(go, i + 1, '[')) rows.push({ at: i, kind: 'call' });
    else if (isAt(go, i + 1, ')') || isAt(go, i + 1, ',')) rows.push({ at: i, kind: 'value' });
  }
  return rows;
}

/** `x.name(` and `x.name` handed on. */
function methodRows({ parsed: { go } }: Source, name: string): CallRow[] {
  const rows: CallRow[] = [];
  if (!go.text.includes(name)) return rows;
  for (let i = 1; i < go.length; i++) {
    if (!isAt(go, i, name) || !isAt(go, i - 1, '.')) continue;
    if (isAt(go, i + 1, '(')) rows.push({ at: i, kind: 'call' });
    else if (isAt(go, i + 1, ')') || isAt(go, i + 1, ',')) rows.push({ at: i, kind: 'value' });
  }
  return rows;
}

function importedRows({ parsed }: Source, pkg: string, name: string, names: readonly string[]): CallRow[] {
  return parsed.imports
    .filter((i) => i.path === pkg)
    .flatMap((found) => rowsThrough(parsed, found, names))
    .filter((row) => row.name === name)
    .map((row) => ({ at: row.at, kind: row.kind === 'call' ? 'call' : 'value' }));
}

function placesAt(source: Source, target: FunctionRef, rows: readonly CallRow[]): CallPlace[] {
  if (rows.length === 0) return [];
  const surroundings = surroundingsIn(source);
  return rows
    .map(({ at, kind }) => {
      const around = surroundings(at);
      return {
        file: source.file,
        line: source.parsed.go.line[at],
        kind,
        test: source.file.endsWith('_test.go'),
        caller: { name: around.function, folder: folderOf(source.file) },
        ...around,
      };
    })
    .filter((p) => p.caller.name !== target.name || p.caller.folder !== target.folder);
}

/** The function that holds a usage. */
export function functionRef(file: string, name: string): FunctionRef {
  return { name, folder: folderOf(file) };
}
