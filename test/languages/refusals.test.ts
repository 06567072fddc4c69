// Is every refusal, and every piece of advice, that readers of files and servers write known in Chinese?
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import ts from 'typescript';
import { chinese } from '../../src/languages/chinese.ts';
import { readSources } from '../support/source-tree.ts';

/** Everything with two words in a row that these write is for a person to read, but for what is listed below. */
const FOLDERS = ['src/bytes', 'src/formats', 'src/outside', 'src/live'];

const NOT_FOR_PEOPLE: readonly (readonly [reason: string, texts: readonly string[]])[] = [
  [
    'what dumps themselves say',
    [
      ...['locked to thread', 'created by ', 'frames elided', '[originating from goroutine '],
      ...['stack unavailable', '--- Memory map: ---', 'sampling period', 'ms since reset'],
      ...['Go build settings', '--- Stack trace', '<missing string #{}>'],
    ],
  ],
  [
    'why goroutines stop, in the words of the runtime: they are translated where they are shown',
    [
      ...['chan send', 'chan receive', 'GC mark assist wait for work', 'GC mark termination'],
      ...['GC sweep termination', 'write heap dump', 'goroutine profile', 'goroutine profile cleanup'],
      ...['all goroutine stack trace', 'read mem stats', 'start trace', 'stop trace'],
      ...['GC concurrent mark phase', 'GC mark assist', 'GC incremental sweep'],
    ],
  ],
  [
    'the beginnings of other formats',
    ['\xff Go buildinf:', 'JAVA PROFILE', 'SQLite format 3', 'version https://git-lfs'],
  ],
  ['what the inflater says', ['incorrect header', 'data check', 'length check']],
  ['protocols and paths', ['Basic {}', 'Bearer {}', 'C:\\Program Files\\Go', 'Application Support']],
  [
    'parts of longer sentences',
    [
      ...['{} bytes', '{} at byte {}', '{} for {}', ' (mode {}, owner {})', ' (nor look into its folder)'],
      ...['an empty line', '{} where a file and line were expected', '{} where a call was expected'],
      '{} came without what must precede {}; times near there are rough.',
    ],
  ],
  [
    'names of profiles, in the order in which they are asked for',
    ['allocs block cmdline goroutine goroutineleak heap mutex profile symbol threadcreate trace'],
  ],
  [
    'what is stored with fetched profiles',
    [
      ...['as stored by {}', 'sum over all profiles from {} to {}, as stored by {}'],
      '{}: {} s instead of {} s, as the server ends longer answers',
    ],
  ],
  [
    'mistakes of the program',
    ['a diff is made of full ids of commits', 'lines are asked between full ids of commits'],
  ],
];

/** What may stand in a hole: a number, a phrase that is known, a name, a sentence. */
const FILLINGS = ['7', 'a symbolic link', 'x.y', 'the file is cut'];

interface Written {
  readonly where: string;
  /** The text around its holes. */
  readonly parts: readonly string[];
}

function writtenIn(folders: readonly string[]): Written[] {
  const found: Written[] = [];
  for (const { path, tree } of readSources(folders)) {
    const visit = (node: ts.Node): void => {
      if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
      const parts = partsOf(node);
      if (parts) found.push({ where: path, parts });
      else ts.forEachChild(node, visit);
    };
    visit(tree);
  }
  return found.filter(({ parts }) => /[A-Za-z]{2,} [A-Za-z{]|\} [a-z]{2,}/.test(parts.join('{}')));
}

/** Null for what is no text; texts that are added to one another are one. */
function partsOf(node: ts.Node): string[] | null {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node))
    return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return null;
  const [left, right] = [partsOf(node.left), partsOf(node.right)];
  if (!left && !right) return null;
  const [before, after] = [left ?? ['', ''], right ?? ['', '']];
  return [...before.slice(0, -1), before.at(-1)! + after[0]!, ...after.slice(1)];
}

/** As one text, else sentence by sentence; a hole at the end of a sentence may bring another one. */
function isKnown(parts: readonly string[]): boolean {
  const text = parts.join('{}').trim();
  if (isKnownWhole(text)) return true;
  const sentences = text.split(/(?<=\.)(?: |(?=\{\}$))/);
  return sentences.length > 1 && sentences.every((one) => one === '{}' || isKnownWhole(one));
}

function isKnownWhole(template: string): boolean {
  let filled = [''];
  for (const [i, part] of template.split('{}').entries())
    filled = filled.flatMap((text) => (i === 0 ? [part] : FILLINGS.map((filling) => text + filling + part)));
  return filled.some((text) => chinese().lacks(text).length === 0);
}

describe('refusals and advice', () => {
  const written = writtenIn(FOLDERS);
  const exempt = new Set(NOT_FOR_PEOPLE.flatMap(([, texts]) => texts));

  test('are known in Chinese wherever they are written', () => {
    assert.ok(written.length > 300, String(written.length));
    const lacking = written
      .filter(({ parts }) => !exempt.has(parts.join('{}')) && !isKnown(parts))
      .map(({ where, parts }) => `${where}: ${parts.join('{}')}`);
    assert.deepEqual([...new Set(lacking)], []);
  });

  test('no exemption is for what is written no more, or known', () => {
    const texts = new Map(written.map(({ parts }) => [parts.join('{}'), parts]));
    const needless = [...exempt].filter((one) => !texts.has(one) || isKnown(texts.get(one)!));
    assert.deepEqual(needless, []);
  });
});
