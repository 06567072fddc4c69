// Do we accept, refuse and sum what `go tool pprof` accepts, refuses and sums? Third parties' files judge.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { functionNodes, lineNodes } from '../../src/analysis/totals/nodes.ts';
import {
  exactCum,
  exactFlat,
  exactTotal,
  type Totals,
  totalsOver,
} from '../../src/analysis/totals/totals.ts';
import { UnreadableDump } from '../../src/model/problems.ts';
import type { Profile } from '../../src/model/profile.ts';
import { decodeFile } from '../support/decode-file.ts';

const corpus = '../shared/corpus';
const skip = fs.existsSync(corpus) ? false : 'the corpus of third parties is not beside the project';

/** Formats of other profilers, which are named and refused. */
const OTHER_PROFILERS = /gperftools|Java|jemalloc/;

interface Summary {
  readonly Path: string;
  readonly Err: string;
  readonly CheckValid: string;
  readonly SampleTypes:
    | readonly { readonly Type: string; readonly Unit: string; readonly AbsTotal: string }[]
    | null;
  readonly Samples: number;
}

function summaries(): Summary[] {
  if (skip) return [];
  return fs
    .readdirSync(`${corpus}/oracle`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.summary.json'))
    .map((file) => JSON.parse(fs.readFileSync(`${corpus}/oracle/${file}`, 'utf8')));
}

type Outcome = { readonly profile: Profile } | { readonly refused: string };

function read(file: string): Outcome {
  try {
    const dump = decodeFile(file);
    if (dump.kind !== 'profile') return { refused: `a ${dump.kind}` };
    const partial = dump.problems.filter((p) => p.severity === 'partial');
    if (partial.length === 0) return { profile: dump };
    assert.ok(
      partial.some((p) => p.advice),
      `${file} is not told what to do`,
    );
    return { refused: partial[0].text };
  } catch (e) {
    assert.ok(e instanceof UnreadableDump && e.found.length > 5 && e.advice.length > 5, `${file}: ${e}`);
    return { refused: e.message };
  }
}

for (const summary of summaries()) {
  const accepted = summary.Err === '' && summary.CheckValid === '';
  test(`${summary.Path}: ${accepted ? 'accepted' : 'refused'}`, () => {
    const outcome = read(`${corpus}/${summary.Path}`);
    if ('refused' in outcome) {
      if (accepted) assert.match(outcome.refused, OTHER_PROFILERS);
      return;
    }
    assert.ok(accepted, 'pprof refuses it');
    compare(outcome.profile, summary);
  });
}

function compare(profile: Profile, summary: Summary): void {
  assert.equal(profile.sampleCount, summary.Samples);
  const functions = functionNodes(profile);
  const lines = lineNodes(profile);
  summary.SampleTypes!.forEach((type, t) => {
    assert.deepEqual({ ...profile.sampleTypes[t] }, { type: type.Type, unit: type.Unit });
    const totals = totalsOver(profile, functions, t);
    assert.equal(String(exactTotal(totals)), type.AbsTotal);
    const stem = `${corpus}/oracle/${summary.Path}.${t}.${type.Type}`;
    compareTable(totals, `${stem}.full.txt`);
    compareTable(totalsOver(profile, lines, t), `${stem}.lines.txt`);
  });
}

const ROW = /^ *(-?\d\S*) +\S+% +\S+% +(-?\d\S*) +\S+% {2}(.*?)(?: \((?:partial-)?inline\))?$/;
const cell = (text: string) => /^-?\d+/.exec(text)![0];

function compareTable(totals: Totals, file: string): void {
  if (!fs.existsSync(file)) return;
  const text = fs.readFileSync(file, 'utf8').split('\n');
  const expected = text.flatMap((line) => {
    const m = ROW.exec(line);
    return m ? [`${m[3]} ${cell(m[1])} ${cell(m[2])}`] : [];
  });
  const ours: string[] = [];
  for (let n = 0; n < totals.nodes.length; n++)
    if (totals.flat[n] !== 0 || totals.cum[n] !== 0)
      ours.push(`${totals.nodes.name(n)} ${exactFlat(totals, n)} ${exactCum(totals, n)}`);
  assert.deepEqual(ours.sort(), expected.sort(), path.basename(file));
}

/** Where our answer differs on purpose, with the reason. */
const DELIBERATE: ReadonlyMap<string, string> = new Map([
  ['gz/trailing-zeros.pb.gz', 'all data and its checksum are whole; what follows is padding'],
  ['proto/value-overflow-sum.pb.gz', 'the sum of two positive values is positive: it is not wrapped at 2^63'],
]);

function badResults(): string[][] {
  if (skip) return [];
  const lines = fs.readFileSync(`${corpus}/oracle/generated-bad-results.tsv`, 'utf8').trim().split('\n');
  return lines.slice(1).map((line) => line.split('\t'));
}

test('bad inputs: the same answer as pprof, but for the listed differences', { skip }, () => {
  const different = badResults().flatMap(([file, , parse, totals, , , , exit]) => {
    const outcome = read(`${corpus}/generated-bad/${file}`);
    const theirs = parse === 'ok' && exit === '0' ? totals.trim() : 'refused';
    const ours = 'refused' in outcome ? 'refused' : signedTotals(outcome.profile);
    return ours === theirs
      ? []
      : [`${file}: ours ${ours}, theirs ${theirs} ${'refused' in outcome ? outcome.refused : ''}`];
  });
  assert.deepEqual(
    different.map((line) => line.split(':')[0]).sort(),
    [...DELIBERATE.keys()].sort(),
    different.join('\n'),
  );
});

/** `alloc_objects/count=10 inuse_space/bytes=4096`: plain sums. */
function signedTotals(profile: Profile): string {
  return profile.sampleTypes
    .map((type, t) => {
      let sum = 0n;
      const { value, exact } = profile.values[t];
      for (let s = 0; s < profile.sampleCount; s++) sum += exact.get(s) ?? BigInt(value[s]);
      return `${type.type}/${type.unit}=${sum}`;
    })
    .join(' ');
}
