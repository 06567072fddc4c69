// Which exact flat and cum does `go tool pprof` give for every profile of the sample?
// node test/support/golden-tops.mjs writes test/golden/incident/exact-tops.json; needs Go.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const dumps = 'sample/dumps';
const out = 'test/golden/incident/exact-tops.json';

function pprof(...args) {
  return execFileSync('go', ['tool', 'pprof', '-symbolize=none', ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/** `alloc_objects/count alloc_space/bytes[dflt]`, the line after `Samples:`. */
function sampleTypes(file) {
  const lines = pprof('-raw', file).split('\n');
  return lines[lines.indexOf('Samples:') + 1]
    .trim()
    .split(' ')
    .map((word) => word.replace('[dflt]', '').split('/'));
}

/** Rows of a table: name, flat, cum; all whole numbers, since the unit is the file's own. */
function table(file, index, unit, granularity) {
  const text = pprof(
    '-top',
    `-${granularity}`,
    '-trim=false',
    `-unit=${unit}`,
    `-sample_index=${index}`,
    file,
  );
  const number = (cell) => Number(/^-?\d+/.exec(cell)[0]);
  const row = /^ *(-?\d\S*) +\S+% +\S+% +(-?\d\S*) +\S+% {2}(.*?)( \((partial-)?inline\))?$/;
  const rows = text.split('\n').flatMap((line) => {
    const m = row.exec(line);
    return m ? [[m[3], number(m[1]), number(m[2])]] : [];
  });
  const total = /of (\S+) total/.exec(text);
  return { total: total ? number(total[1]) : 0, rows };
}

const golden = {};
for (const file of fs.readdirSync(dumps, { recursive: true }).sort()) {
  if (!file.endsWith('.pprof')) continue;
  const full = path.join(dumps, file);
  golden[file.split(path.sep).join('/')] = sampleTypes(full).map(([type, unit], index) => ({
    type,
    unit,
    functions: table(full, index, unit, 'functions'),
    lines: table(full, index, unit, 'lines'),
  }));
}
const one = (entry) => JSON.stringify(entry);
fs.writeFileSync(
  out,
  `{\n${Object.entries(golden)
    .map(([file, types]) => `${one(file)}: [\n${types.map(one).join(',\n')}\n]`)
    .join(',\n')}\n}\n`,
);
