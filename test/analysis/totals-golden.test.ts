// Are flat, cum and total those of `go tool pprof`, for every sample type of every profile of the sample?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { functionNodes, lineNodes, type Nodes } from '../../src/analysis/totals/nodes.ts';
import { topNodes } from '../../src/analysis/totals/top.ts';
import { type Totals, totalsOver } from '../../src/analysis/totals/totals.ts';
import { percentage, reportUnit, scaledLabel } from '../../src/model/units.ts';
import { profileFile } from '../support/decode-file.ts';

interface GoldenTable {
  readonly total: number;
  readonly rows: readonly (readonly [name: string, flat: number, cum: number])[];
}
interface GoldenType {
  readonly type: string;
  readonly unit: string;
  readonly functions: GoldenTable;
  readonly lines: GoldenTable;
}
const golden: Record<string, readonly GoldenType[]> = JSON.parse(
  fs.readFileSync('test/golden/incident/exact-tops.json', 'utf8'),
);

/** Rows in the order of the golden: by |flat|, name, |cum|. */
function rowsOf(totals: Totals): GoldenTable {
  const rows = topNodes(totals, 'flat').map(
    (n) => [totals.nodes.name(n), totals.flat[n], totals.cum[n]] as const,
  );
  return { total: totals.total, rows };
}

for (const [file, types] of Object.entries(golden)) {
  test(`every function and line of ${file}`, () => {
    const profile = profileFile(`sample/dumps/${file}`);
    assert.deepEqual(
      profile.sampleTypes,
      types.map(({ type, unit }) => ({ type, unit })),
    );
    const check = (nodes: Nodes, part: 'functions' | 'lines') => {
      types.forEach((type, t) => {
        const ours = rowsOf(totalsOver(profile, nodes, t));
        // pprof prints no total where nothing is shown.
        assert.deepEqual(type[part].rows.length === 0 ? { ...ours, total: 0 } : ours, type[part]);
      });
    };
    check(functionNodes(profile), 'functions');
    check(lineNodes(profile), 'lines');
  });
}

test('the golden covers every profile and is not empty', () => {
  const files = fs.readdirSync('sample/dumps', { recursive: true, encoding: 'utf8' });
  assert.equal(Object.keys(golden).length, files.filter((file) => file.endsWith('.pprof')).length);
  const rows = Object.values(golden).flatMap((types) =>
    types.flatMap((t) => [...t.functions.rows, ...t.lines.rows]),
  );
  assert.ok(rows.length > 5000, `${rows.length} rows`);
});

/** `release-v1.8.0-later-heap-top.txt` → `release-v1.8.0-later/heap.pprof`. */
function dumpOf(top: string): string {
  const [, folder, name] = /^(.*)-([a-z]+)-top\.txt$/.exec(top)!;
  return `sample/dumps/${folder}/${name}.pprof`;
}

const ROW = /^ *(-?\S+) +(\S+%) +(\S+%) +(-?\S+) +(\S+%) {2}(.*?)( \((?:partial-)?inline\))?$/;

for (const top of fs.readdirSync('test/golden/incident').filter((name) => name.endsWith('-top.txt'))) {
  test(`our table has the same text as ${top}`, () => {
    const lines = fs.readFileSync(`test/golden/incident/${top}`, 'utf8').split('\n');
    const expected = lines
      .slice(lines.findIndex((line) => /^ +flat +flat%/.test(line)) + 1)
      .flatMap((line) => (ROW.test(line) ? [ROW.exec(line)!.slice(1, 7)] : []));
    const profile = profileFile(dumpOf(top));
    const type = profile.defaultSampleType;
    assert.deepEqual(
      printed(totalsOver(profile, functionNodes(profile), type), profile.sampleTypes[type].unit),
      expected,
    );
  });
}

function printed(totals: Totals, sampleUnit: string): string[][] {
  const rows = topNodes(totals, 'flat').map((n) => ({
    name: totals.nodes.name(n),
    flat: totals.flat[n],
    cum: totals.cum[n],
  }));
  const unit = reportUnit(rows, totals.total, sampleUnit);
  let sum = 0;
  return rows.map((row) => {
    sum += row.flat;
    const share = (value: number) => percentage(value, totals.total).trim();
    return [
      scaledLabel(row.flat, sampleUnit, unit),
      share(row.flat),
      share(sum),
      scaledLabel(row.cum, sampleUnit, unit),
      share(row.cum),
      row.name,
    ];
  });
}
