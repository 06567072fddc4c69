// What do 2,000 marks cost while one types, and when their file is opened?  node scripts/bench-marks.mjs
//
// The editor's own classes, with a drawing of VS Code's API around them; what would be sent to the window is
// copied as that sending would copy it.
import fs from 'node:fs';
import path from 'node:path';
import { ensurePackages, root } from './install.mjs';

const MARKS = 2000;
const LINES = 10_000;
const CHANGES = 300;
const limits = { change: 16, open: 50 };

ensurePackages();
process.chdir(root);
const out = `out/bench-marks-${process.pid}`;
try {
  await main();
} finally {
  fs.rmSync(out, { recursive: true, force: true });
}

async function main() {
  const { ActiveMarks, Decorations, vscode } = await load();
  const uri = vscode.Uri.file('/w/main.go');
  const sites = { uri: () => uri };
  const marks = new ActiveMarks(sites);
  const editor = vscode.editorOf(uri, LINES);
  new Decorations(marks, vscode.Uri.file('/media'));
  marks.set(Array.from({ length: MARKS }, (_, i) => markAt(1 + i * (LINES / MARKS))));
  vscode.show([editor]);
  // A line that goes takes its mark along.
  const change = measure(CHANGES, (i) =>
    vscode.type(editor, (i * 37) % LINES, i % 2 === 0 ? '\n' : 'x', i % 3),
  );
  const open = measure(30, () => vscode.show([editor]));
  tell('typing, per change', change, limits.change);
  tell('opening a file with marks', open, limits.open);
}

function markAt(line) {
  const number = { label: 'heap held (mem)', text: '6.5 MB', share: '81%', flat: '', inFunction: '6.5 MB' };
  return {
    ...{
      file: 'main.go',
      line,
      function: 'main.f',
      heat: line % 4,
      share: 0.5,
      text: '24,866 born · 0 ended',
    },
    ...{ functionText: '24,866 born · 0 ended', numbers: [number, number, number], finding: null },
  };
}

/** Milliseconds, sorted. */
function measure(times, run) {
  const taken = [];
  for (let i = 0; i < times; i++) {
    const began = performance.now();
    run(i);
    taken.push(performance.now() - began);
  }
  return taken.sort((a, b) => a - b);
}

function tell(what, taken, limit) {
  const at = (share) => taken[Math.floor(share * (taken.length - 1))];
  const [median, most] = [at(0.5), at(0.95)];
  console.log(
    `${what}: median ${median.toFixed(2)} ms, 95 in 100 under ${most.toFixed(2)} ms, limit ${limit} ms`,
  );
  if (most > limit) process.exitCode = 1;
}

async function load() {
  const { build } = await import('esbuild');
  fs.mkdirSync(out, { recursive: true });
  const drawing = path.resolve('test/support/vscode-drawing.ts');
  await build({
    stdin: {
      contents: `export { ActiveMarks } from './src/editor/marks/active-marks.ts';
        export { Decorations } from './src/editor/marks/decorations.ts';
        export * as vscode from 'vscode';`,
      resolveDir: root,
      loader: 'ts',
    },
    outfile: `${out}/marks.mjs`,
    bundle: true,
    platform: 'node',
    format: 'esm',
    alias: { vscode: drawing },
    logLevel: 'error',
  });
  return import(path.resolve(out, 'marks.mjs'));
}
