// Do the sources keep to the layers, the sizes and the purity that the architecture promises?
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  anysIn,
  functionsIn,
  globalsUsed,
  type ImportOf,
  importsOf,
  parseSource,
  readSources,
} from './support/source-tree.ts';

/**
 * Which rooms each room may import, itself apart. Reads upwards:
 * bytes ← model ← formats, analysis, source ← protocol ← investigation ← the faces.
 */
const below = {
  bytes: [],
  model: ['bytes'],
  formats: ['model', 'bytes'],
  analysis: ['model', 'bytes'],
  source: ['model', 'bytes'],
  protocol: ['formats', 'analysis', 'source', 'model', 'bytes'],
  investigation: ['protocol', 'formats', 'analysis', 'source', 'model', 'bytes'],
  outside: ['model', 'bytes'],
  live: ['outside', 'model', 'bytes'],
  worker: ['investigation', 'protocol', 'outside', 'live', 'model', 'bytes'],
  documents: ['protocol', 'model', 'bytes'],
  // What a report says is said in a person's language at the faces alone: documents and the terminal stay as they are.
  languages: ['protocol', 'model', 'bytes'],
  cli: ['documents', 'investigation', 'protocol', 'outside', 'live', 'model', 'bytes'],
  editor: ['documents', 'languages', 'protocol', 'outside', 'live', 'model', 'bytes'],
  webview: ['languages', 'protocol', 'model', 'bytes'],
} as const satisfies Record<string, readonly string[]>;

/** Imports against the directions above, each by name and with its reason. One that is no longer needed fails. */
const exceptions: readonly { from: string; to: string; because: string }[] = [];

/** Rooms without input and output, clock, editor or page: what they need is given to them. */
const pure = ['bytes', 'model', 'formats', 'analysis', 'source', 'protocol', 'documents', 'languages'];
const impureGlobals = new Set(
  (
    'console performance process Buffer fetch require document window navigator localStorage XMLHttpRequest WebSocket ' +
    'setTimeout setInterval setImmediate requestAnimationFrame postMessage Worker crypto'
  ).split(' '),
);

/** The packages of others that sources may import, and where. */
const packages: Record<string, readonly string[]> = {
  vscode: ['src/editor/'],
  '@vscode/webview-ui-toolkit': ['webview/toolkit.ts'],
  pako: ['src/outside/', 'src/worker/'],
  'pprof-format': ['src/documents/'],
};
const nodeRooms = ['src/outside/', 'src/worker/', 'src/cli/', 'src/editor/'];

const program = readSources(['src', 'webview']);
const tests = readSources(['test']);
const everything = [...program, ...tests];

describe('imports', () => {
  test('point down only', () => {
    const wrong = program.flatMap(importsOf).filter((one) => !isException(one) && !pointsDown(one));
    assert.deepEqual(wrong.map(told), []);
  });

  test('have no exception that nothing uses', () => {
    const all = new Set(program.flatMap(importsOf).map(({ from, to }) => `${from} → ${to}`));
    assert.deepEqual(
      exceptions.map(({ from, to }) => `${from} → ${to}`).filter((one) => !all.has(one)),
      [],
    );
  });

  test('of other packages stay in their places', () => {
    const wrong = program
      .flatMap(importsOf)
      .filter((one) => !one.written.startsWith('.') && !inItsPlace(one));
    assert.deepEqual(wrong.map(told), []);
  });

  test('name the file with its ending, and lead to none outside the program', () => {
    const relative = program.flatMap(importsOf).filter(({ written }) => written.startsWith('.'));
    const known = new Set(program.map(({ path }) => path));
    assert.deepEqual(relative.filter(({ to }) => !known.has(to)).map(told), []);
  });
});

describe('below the investigation', () => {
  const files = program.filter(({ path }) => pure.includes(roomOf(path)));

  test('nothing reaches for the world', () => {
    assert.deepEqual(
      files.flatMap((file) => globalsUsed(file, impureGlobals)),
      [],
    );
  });

  test('nothing asks for the time', () => {
    const clock = /\bDate\.now\(|\bnew Date\(\)|\bDate\(\)/;
    assert.deepEqual(
      files.filter(({ text }) => clock.test(text)).map(({ path }) => path),
      [],
    );
  });
});

describe('sizes', () => {
  test('no file has more than 400 lines', () => {
    assert.deepEqual(
      everything.filter(({ lines }) => lines > 400).map(({ path, lines }) => `${path}: ${lines}`),
      [],
    );
  });

  test('functions are short: none over 100 lines, nine in ten under 40, the median under 10', () => {
    const sizes = program.flatMap(functionsIn).sort((a, b) => a.lines - b.lines);
    const at = (share: number): number => sizes[Math.floor(share * (sizes.length - 1))]?.lines ?? 0;
    assert.deepEqual(
      sizes.filter(({ lines }) => lines > 100),
      [],
    );
    assert.ok(at(0.9) < 40, `nine in ten functions have up to ${at(0.9)} lines, wanted under 40`);
    assert.ok(at(0.5) < 10, `the median function has ${at(0.5)} lines, wanted under 10`);
  });
});

describe('every file', () => {
  test('begins with the question that it answers', () => {
    const silent = program.filter(({ text }) => !/^\/[/*]/.test(text));
    assert.deepEqual(
      silent.map(({ path }) => path),
      [],
    );
  });

  test('has no any', () => assert.deepEqual(everything.flatMap(anysIn), []));
});

describe('the checks themselves see', () => {
  const file = parseSource(
    'src/model/example.ts',
    `import { a } from '../editor/b.ts';
     type T = import('vscode').Uri;
     export * from './c.ts';
     const later = import('node:fs');
     const x = { console: 1, y: o.window }; const { process: p } = o;
     console.log(x as any); function f(fetch) { fetch(); }`,
  );

  test('every kind of import', () => {
    assert.deepEqual(
      importsOf(file).map(({ to }) => to),
      ['src/editor/b.ts', 'vscode', 'src/model/c.ts', 'node:fs'],
    );
    assert.deepEqual(
      importsOf(file)
        .filter(pointsDown)
        .map(({ line }) => line),
      [2, 3, 4],
    );
    assert.deepEqual(importsOf(file).filter(inItsPlace), []);
  });

  test('globals, but not members and own names', () => {
    assert.deepEqual(globalsUsed(file, impureGlobals), ['src/model/example.ts:6 console']);
  });

  test('any, and the length of functions', () => {
    assert.deepEqual(anysIn(file), ['src/model/example.ts:6']);
    assert.deepEqual(functionsIn(file), [{ where: 'src/model/example.ts:6', lines: 1 }]);
  });
});

/** `src/analysis/rules/all.ts` is in the room `analysis`; `webview/main.ts` in `webview`. */
function roomOf(path: string): string {
  const [top, room] = path.split('/');
  return top === 'src' ? (room ?? '') : (top ?? '');
}

/** Imports of packages are judged elsewhere. */
function pointsDown({ from, to, written }: ImportOf): boolean {
  if (!written.startsWith('.')) return true;
  const [here, there] = [roomOf(from), roomOf(to)];
  const allowed: Readonly<Record<string, readonly string[]>> = below;
  return here === there || (allowed[here]?.includes(there) ?? false);
}

const isException = (one: ImportOf): boolean =>
  exceptions.some(({ from, to }) => from === one.from && to === one.to);

function inItsPlace({ from, to }: ImportOf): boolean {
  const places = to.startsWith('node:') ? nodeRooms : packages[packageOf(to)];
  return places?.some((place) => from.startsWith(place)) ?? false;
}

const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');

const told = ({ from, line, written }: ImportOf): string => `${from}:${line} imports ${written}`;
