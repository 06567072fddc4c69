// Does one bad profile, one odd label or one lost connection spoil what a fleet has to say?
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { fetchEarlyLate } from '../../src/live/fleet/early-late.ts';
import type { FleetEngine, FleetSeries, SnapshotRef } from '../../src/live/fleet/engine.ts';
import { podFolders } from '../../src/live/fleet/pod-folder.ts';
import { rankPods } from '../../src/live/fleet/rank.ts';
import { survey } from '../../src/live/fleet/survey.ts';
import { GOROUTINES, json, query, valueIn, withEngine } from '../support/pyroscope-engine.ts';
import { rpc } from '../support/replayed-engine.ts';
import { FLEET_START, simulatedFleet } from '../support/simulated-fleet.ts';

const parent = fs.mkdtempSync(path.join(os.tmpdir(), 'culprit-fleet-'));
after(() => fs.rmSync(parent, { recursive: true, force: true }));

test('no two pods share a folder', () => {
  const folderOf = podFolders();
  const long = `{namespace="prod",pod="orders-1",${'x'.repeat(120)}`;
  const names = [`${long}a"}`, `${long}b"}`, 'orders/1', 'orders_1', 'Orders_1', '..', ''].map(folderOf);
  assert.equal(new Set(names.map((name) => name.toLowerCase())).size, names.length);
  assert.ok(
    names.every((name) => /^[\w-][\w.-]*$/.test(name)),
    names.join(' '),
  );
});

describe('an early and a late profile', () => {
  const series: FleetSeries = {
    pod: 'p',
    isSum: false,
    points: [1, 2, 3, 4].map((value) => {
      const window = { startMs: value, endMs: value };
      const snapshot: SnapshotRef = {
        ...{ type: GOROUTINES, selector: '{}', atMs: value, id: `${value}`, value, window },
      };
      return { atMs: value, value, snapshot };
    }),
  };
  const [pod] = rankPods([series], null);
  const stored = { bytes: Uint8Array.of(1), atMs: 1, label: '' };
  const engine = (kind: 'damaged' | 'server-error' | 'first-byte-timeout' | 'refused') =>
    ({
      snapshot: async ({ id }: SnapshotRef) =>
        id === '1'
          ? { kind: 'fault', fault: { kind, text: `it is ${kind}`, advice: '' } }
          : { kind: 'answer', value: stored },
    }) as unknown as FleetEngine;

  for (const kind of ['damaged', 'server-error'] as const)
    test(`of which one is ${kind}: the other is kept`, async () => {
      const dumps = await fetchEarlyLate(engine(kind), pod!);
      assert.ok(!('fault' in dumps));
      assert.deepEqual([dumps.dumps.length, dumps.missing], [1, [`goroutine-early: it is ${kind}`]]);
    });

  for (const kind of ['first-byte-timeout', 'refused'] as const)
    test(`of a server that is gone (${kind}): no more is asked`, async () => {
      assert.ok('fault' in (await fetchEarlyLate(engine(kind), pod!)));
    });
});

describe('series of Pyroscope', () => {
  const series = (labels: object[], timestamp: string) => ({
    [rpc('SelectSeries')]: json({
      series: [
        { labels, points: [{ timestamp, value: 3, exemplars: [{ profileId: 'a', timestamp, value: '3' }] }] },
      ],
    }),
  });

  test('without the label that tells pods apart are no pod of their own', async () => {
    const found = await withEngine(series([], '1795467400000'), (engine) =>
      survey(engine, [GOROUTINES], query),
    );
    assert.ok(
      found.kind === 'none' && /has the label "pod".*name another/.test(found.text),
      JSON.stringify(found),
    );
  });

  test('with a time that is none are left out', async () => {
    for (const timestamp of ['9223372036854775807', '-5', 'soon']) {
      const answer = await withEngine(series([{ name: 'pod', value: 'p' }], timestamp), (e) =>
        e.series(query),
      );
      assert.equal(answer.kind, 'none');
    }
    const good = await withEngine(series([{ name: 'pod', value: 'p' }], '1795467400000'), (e) =>
      e.series(query),
    );
    assert.equal(valueIn(good).length, 1);
  });
});

describe('the command line', { timeout: 60_000 }, () => {
  const range = [FLEET_START, FLEET_START + 600_000].map((at) => new Date(at).toISOString());

  async function cli(args: readonly string[]) {
    const server = await simulatedFleet();
    const [action, ...rest] = args;
    const all = ['fleet', action!, server.origin, '--from', range[0]!, '--to', range[1]!, ...rest];
    const child = spawn(process.execPath, [path.resolve('dist/cli.js'), ...all], {
      cwd: parent,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk));
    const code = await new Promise((resolve) => child.on('close', resolve));
    await server.close();
    return { code, out: out.trim(), err, asked: server.asked };
  }

  test('writes a merge into the file that is named, and into no other', async () => {
    const file = path.join(parent, 'all.pprof');
    const merge = ['merge', '--engine', 'parca', '--type', 'goroutine', '--out', file];
    assert.deepEqual(await cli(merge).then(({ code, out }) => [code, out]), [0, file]);
    assert.ok(fs.statSync(file).isFile());
    const again = await cli(merge);
    assert.equal(again.code, 2);
    assert.match(again.err, /such a file already/);
    assert.equal(again.asked.filter((a) => a.what.includes('query')).length, 0);
  });

  test('fetches twice without a folder in the way, and looks before it asks where there is one', async () => {
    const first = await cli(['fetch', '--pod', 'orders-10']);
    assert.equal(first.code, 0, first.err);
    assert.match(first.out, /culprit-fleet-dumps-\d{8}T\d{6}Z.orders-10$/);
    const out = path.dirname(first.out);
    const again = await cli(['fetch', '--pod', 'orders-10', '--out', out]);
    assert.equal(again.code, 2);
    assert.match(again.err, /not empty/);
    assert.equal(again.asked.filter((a) => a.what.includes('profiles/query?')).length, 0);
  });
});
