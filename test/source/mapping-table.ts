// How is a table of frames held against what the rules say of each?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FrameText } from '../../src/model/symbols.ts';
import { learnBuildRoots } from '../../src/source/build-roots.ts';
import type { Resolution } from '../../src/source/resolution.ts';
import { createResolver } from '../../src/source/resolve.ts';
import type { ResolveOptions } from '../../src/source/resolve-rules.ts';
import { type Files, memoryIndex } from './memory-workspace.ts';

/** One line: what a resolution says. */
function told(r: Resolution): string {
  if (r.kind === 'found')
    return `${r.site.mappedBy} ${r.site.file}:${r.site.line}${r.note && ` (${r.note})`}`;
  if (r.kind === 'stale') return `stale ${r.mappedBy} ${r.file}: ${r.reason}`;
  if (r.kind === 'tied') return `tied ${r.candidates.map((c) => c.file).join(' ')}`;
  return r.kind === 'outside' ? `outside ${r.root} ${r.path}` : 'unknown';
}

export type Row = readonly [name: string, fileAndLine: string, answer: string];

function frameOf([name, fileAndLine]: Row): FrameText {
  const colon = fileAndLine.lastIndexOf(':');
  return { function: name, file: fileAndLine.slice(0, colon), line: Number(fileAndLine.slice(colon + 1)) };
}

/** Each row is resolved with what all rows together tell of the building machine. */
export function table(
  title: string,
  files: Files,
  rows: readonly Row[],
  options: Partial<ResolveOptions> = {},
): void {
  for (const row of rows)
    test(`${title}: ${row[0]} ${row[1]}`, async () => {
      const index = await memoryIndex(files);
      const roots = learnBuildRoots(rows.map(frameOf), index);
      const resolver = createResolver(index, { folderMap: [], folders: [], roots, ...options });
      assert.equal(told(await resolver.resolve(frameOf(row))), row[2]);
    });
}

/** A file whose functions are three lines long each: `Add` at lines 3–5, the next at 7–9. */
export function source(pkg: string, ...functions: readonly string[]): string {
  return `package ${pkg}\n\n${functions.map((f) => `func ${f}() {\n\t_ = 1\n}\n`).join('\n')}`;
}
