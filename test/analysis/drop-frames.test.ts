// Are the frames that a profile itself leaves out gone from every table, as in `go tool pprof`?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { withoutDroppedFrames } from '../../src/analysis/totals/drop-frames.ts';
import { topNodes } from '../../src/analysis/totals/top.ts';
import { functionTotals } from '../../src/analysis/totals/totals.ts';
import { readProfile } from '../../src/formats/pprof/read-profile.ts';
import { readInput } from '../../src/investigation/open-incident.ts';
import type { StackId } from '../../src/model/ids.ts';
import type { Profile } from '../../src/model/profile.ts';
import { stackText } from '../../src/model/symbols.ts';
import { nodeContext } from '../support/decode-file.ts';
import { findPprof, printOfGo } from '../support/go-pprof.ts';
import { drawProfile, len, num, packed } from '../support/protobuf.ts';
import { Dice } from '../support/random-profiles.ts';

const NAMES = ['main.main', 'main.run', 'rt.alloc', 'rt.grow(int)', '.rt.scan', 'main.leaf'];

/** Each stack is a list of locations, leaf first; a location is a list of functions, innermost first. */
function draw(stacks: readonly (readonly (readonly number[])[])[], drop: string, keep: string): Uint8Array {
  const strings = ['', 'objects', 'count', ...NAMES, drop, keep];
  const locations: (readonly number[])[] = [];
  const idOf = (location: readonly number[]): number => {
    const known = locations.findIndex((one) => String(one) === String(location));
    return known >= 0 ? known + 1 : locations.push(location);
  };
  const samples = stacks.flatMap((stack, s) =>
    len(2, [...packed(1, stack.map(idOf)), ...packed(2, [s + 1])]),
  );
  const line = (fn: number) => len(4, [...num(1, fn + 1), ...num(2, 10 + fn)]);
  return drawProfile({
    types: len(1, [...num(1, 1), ...num(2, 2)]),
    samples,
    mappings: [],
    locations: locations.flatMap((fns, l) => len(4, [...num(1, l + 1), ...fns.flatMap(line)])),
    functions: NAMES.flatMap((_, f) => len(5, [...num(1, f + 1), ...num(2, 3 + f)])),
    strings: strings.flatMap((s) => len(6, s)),
    rest: [...num(7, 3 + NAMES.length), ...(keep === '' ? [] : num(8, 4 + NAMES.length))],
  });
}

const [MAIN, RUN, ALLOC, GROW, , LEAF] = NAMES.keys();

function stacksOf(profile: Profile): string[] {
  return Array.from({ length: profile.sampleCount }, (_, s) =>
    stackText(profile.symbols, s as StackId)
      .map((frame) => frame.function)
      .join(' < '),
  );
}

test('what a pattern names goes, with all below it, but not above the first other frame', () => {
  const bytes = draw(
    [
      [[LEAF], [ALLOC], [RUN], [MAIN]],
      [[LEAF], [ALLOC]],
      [[LEAF], [GROW], [RUN]],
      [[LEAF, ALLOC, RUN], [MAIN]],
      [[LEAF], [RUN], [MAIN]],
    ],
    'rt\\..*',
    '',
  );
  const profile = withoutDroppedFrames(readProfile(bytes));
  assert.deepEqual(stacksOf(profile), [
    'main.run < main.main',
    'main.leaf < rt.alloc',
    'main.run',
    'main.run < main.main',
    'main.leaf < main.run < main.main',
  ]);
  const note = profile.problems.find((p) => p.text.includes('rt\\..*'));
  assert.equal(note?.severity, 'note');
  assert.match(note.text, /: 3 of 5 stacks are shorter for it/);
});

test('keep_frames exempts; a pattern that cannot be read, or none, changes nothing', () => {
  const stacks = [[[LEAF], [ALLOC], [RUN]]];
  assert.deepEqual(stacksOf(withoutDroppedFrames(readProfile(draw(stacks, 'rt\\..*', 'rt\\.alloc')))), [
    'main.leaf < rt.alloc < main.run',
  ]);
  for (const drop of ['(', '']) {
    const profile = readProfile(draw(stacks, drop, ''));
    assert.deepEqual(stacksOf(withoutDroppedFrames(profile)), stacksOf(profile));
  }
});

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'drop-frames-'));
after(() => fs.rmSync(folder, { recursive: true }));

const ROW = /^ *(-?\d+) +\S+% +\S+% +(-?\d+) +\S+% {2}(.*?)(?: \((?:partial-)?inline\))?$/;
const tool = findPprof();

test('flat and cum of every opened profile are those of go tool pprof', (t) => {
  if ('reason' in tool) return t.skip(tool.reason);
  const dice = new Dice(4);
  for (let run = 0; run < 25; run++) {
    const location = () => Array.from({ length: 1 + dice.roll(3) }, () => dice.roll(NAMES.length));
    const stacks = Array.from({ length: 12 }, () => Array.from({ length: 1 + dice.roll(6) }, location));
    const drop = dice.pick(['rt\\..*', 'main\\.run|rt\\.grow', 'scan', 'rt.scan', '.*']);
    const file = path.join(folder, `${run}.pb`);
    fs.writeFileSync(file, draw(stacks, drop, dice.pick(['', '', 'main\\.main', 'rt\\.alloc'])));
    const [opened] = readInput(
      { ...nodeContext, openFile: () => assert.fail() },
      { path: file, bytes: new Uint8Array(fs.readFileSync(file)) },
    );
    assert.ok('dump' in opened && opened.dump.kind === 'profile');
    const totals = functionTotals(opened.dump, 0);
    const ours = topNodes(totals, 'flat').map((n) => [totals.flat[n], totals.cum[n], totals.nodes.name(n)]);
    const all = ['-top', '-nodecount=100', '-nodefraction=0', '-edgefraction=0', '-trim=false', file];
    const theirs: (string | number)[][] = printOfGo(tool.program, all)
      .text.split('\n')
      .flatMap((line) => {
        const row = ROW.exec(line);
        return row ? [[Number(row[1]), Number(row[2]), row[3]]] : [];
      });
    assert.ok(theirs.length > 0);
    const sorted = (rows: (string | number)[][]) => rows.map(String).sort();
    assert.deepEqual(sorted(ours), sorted(theirs), `${file}: ${drop}`);
  }
});
