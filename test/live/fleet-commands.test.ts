// Does the command line find the line that a fleet leaks by, and what does a merge of 200 pods cost?
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import type http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import { profileOf } from '../support/decode-file.ts';
import { replay, rpc } from '../support/replayed-engine.ts';
import { sampleWorkspace } from '../support/sample.ts';
import { BAD, FLEET_START, simulatedFleet, WELL } from '../support/simulated-fleet.ts';

interface Printed {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function cli(args: readonly string[]): Promise<Printed> {
  const child = spawn(process.execPath, ['dist/cli.js', 'fleet', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

const range = [
  '--from',
  new Date(FLEET_START).toISOString(),
  '--to',
  new Date(FLEET_START + 600_000).toISOString(),
];

describe('a fleet of 200 pods of which 20 leak', { timeout: 60_000 }, () => {
  test('is ranked with two requests, and judged: the line, and how many share it', async () => {
    const server = await simulatedFleet();
    const sample = sampleWorkspace('v1.8.0');
    try {
      const text = await cli(['rank', server.origin, ...range]);
      assert.equal(text.code, 0, text.err);
      assert.match(text.out, /20 of 200 pods grow, 180 are steady\./);
      assert.match(text.out, /No heap profiles are stored here/);
      const kinds = server.asked.map((a) => a.what.split('?')[0].split('/').at(-1));
      assert.deepEqual(kinds, ['ProfileTypes', 'types', 'query_range']);
      const judged = await cli([
        'judge',
        server.origin,
        ...range,
        '--workspace',
        sample.folder,
        '--format',
        'json',
      ]);
      assert.equal(judged.code, 0, judged.err);
      const document = JSON.parse(judged.out) as {
        suspects: { file: string; line: number; pods: string[] }[];
        counts: Record<string, number>;
        judged: { profiles: { name: string; label: string }[] }[];
      };
      const [first] = document.suspects;
      assert.deepEqual([first.file, first.line, first.pods.length], ['internal/reqctx/reqctx.go', 19, 3]);
      assert.equal(document.counts.growing, 20);
      assert.deepEqual(
        document.judged[0].profiles.map((p) => p.label),
        Array(2).fill('as stored by Parca'),
      );
    } finally {
      sample.remove();
      await server.close();
    }
  });

  test('is judged with the folders that the user maps, and by the release that is named', async () => {
    const server = await simulatedFleet();
    const sample = sampleWorkspace('v1.8.0');
    const top = path.dirname(sample.folder);
    // Which of two copies is meant is never guessed.
    fs.cpSync(sample.folder, path.join(top, 'copy'), { recursive: true });
    const judge = async (...flags: readonly string[]) => {
      const printed = await cli([
        'judge',
        server.origin,
        ...range,
        '--format',
        'json',
        '--worst',
        '1',
        ...flags,
      ]);
      assert.equal(printed.code, 0, printed.err);
      const { judged } = JSON.parse(printed.out) as {
        judged: { report: { findings: { site: { file: string; added?: { release: string } } }[] } }[];
      };
      return judged[0].report.findings[0].site;
    };
    try {
      assert.equal((await judge('--workspace', top)).file, '/app/internal/reqctx/reqctx.go');
      const mapped = await judge('--workspace', top, '--map', '/app=copy');
      assert.equal(mapped.file, 'copy/internal/reqctx/reqctx.go');
      const dated = await judge('--workspace', sample.folder, '--since', 'v1.7.0');
      assert.equal(dated.added?.release, 'v1.8.0');
      const wrong = await cli(['judge', server.origin, '--map', '/app']);
      assert.deepEqual([wrong.code, wrong.out], [2, '']);
      assert.match(wrong.err, /--map is FROM=TO, two folders, not "\/app"/);
    } finally {
      sample.remove();
      await server.close();
    }
  });

  test('its profiles are fetched into files that any other tool reads', async () => {
    const server = await simulatedFleet();
    const parent = fs.mkdtempSync(path.join(os.tmpdir(), 'culprit-fleet-'));
    try {
      const out = path.join(parent, 'fetched');
      const printed = await cli(['fetch', server.origin, ...range, '--pod', 'orders-10', '--out', out]);
      assert.equal(printed.code, 0, printed.err);
      assert.equal(printed.out.trim(), path.join(out, 'orders-10'));
      const [early, late] = fs.readdirSync(path.join(out, 'orders-10')).sort();
      assert.equal(early, 'goroutine-early-20261123T200000Z.pprof');
      const profile = profileOf(new Uint8Array(fs.readFileSync(path.join(out, 'orders-10', late))));
      assert.equal(profile.timeNanos, BigInt(FLEET_START + 9 * 60_000 + 123) * 1_000_000n);
      const missing = await cli(['fetch', server.origin, ...range, '--pod', 'orders-999']);
      assert.deepEqual([missing.code, missing.out], [2, '']);
      assert.match(missing.err, /no data: no pod "orders-999"/);
    } finally {
      fs.rmSync(parent, { recursive: true, force: true });
      await server.close();
    }
  });

  test('a merge costs one request, and at most 1.5 times the bytes and the decoding of one pod', async () => {
    const server = await simulatedFleet();
    const parent = fs.mkdtempSync(path.join(os.tmpdir(), 'culprit-fleet-'));
    try {
      const out = path.join(parent, 'm.pprof');
      const flags = ['--engine', 'parca', '--type', 'goroutine', '--out', out];
      const printed = await cli(['merge', server.origin, ...range, ...flags]);
      assert.equal(printed.code, 0, printed.err);
      assert.match(printed.err, /sum over all profiles .* read its shares, not its amounts/);
      const queries = server.asked.filter((a) => a.what.includes('/query'));
      assert.equal(queries.length, 1);
      const bytes = new Uint8Array(fs.readFileSync(out));
      assert.ok(bytes.length <= 1.5 * BAD.length, `${bytes.length} for ${BAD.length}`);
      assert.equal(total(bytes), 20 * total(BAD) + 180 * total(WELL));
      const [one, all] = [fastest(() => profileOf(BAD)), fastest(() => profileOf(bytes))];
      assert.ok(all <= 1.5 * one + 0.2, `${all} ms for ${one} ms`);
    } finally {
      fs.rmSync(parent, { recursive: true, force: true });
      await server.close();
    }
  });
});

function total(bytes: Uint8Array): number {
  return profileOf(bytes).values[0].value.reduce((sum, v) => sum + v, 0);
}

function fastest(run: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 30; i++) {
    const began = performance.now();
    run();
    best = Math.min(best, performance.now() - began);
  }
  return best;
}

describe('what a fleet server refuses', () => {
  test('is told in its own words, with exit code 2', async () => {
    const server = await replay({
      [rpc('ProfileTypes')]: (_, res) =>
        void res
          .writeHead(400)
          .end('{"code":"invalid_argument","message":"limits: \\u001b[31mmax_query_length 1d"}'),
    });
    const printed = await cli(['types', server.origin]);
    assert.equal(printed.code, 2);
    assert.match(printed.err, /^culprit: Pyroscope at .* says: limits: \[31mmax_query_length 1d \(400\)/);
    assert.equal(printed.out, '');
    await server.close();
  });

  test('a server that is something else', async () => {
    const server = await replay({});
    const printed = await cli(['rank', server.origin]);
    assert.match(printed.err, /neither Pyroscope nor Parca answers/);
    assert.equal(printed.code, 2);
    await server.close();
  });

  test('the tenant and the token reach the server, and nothing of them is printed', async () => {
    let seen: http.IncomingHttpHeaders = {};
    const server = await replay({
      [rpc('ProfileTypes')]: (req, res) => {
        seen = req.headers;
        res.end('{}');
      },
    });
    process.env.CULPRIT_BEARER_TOKEN = 't0ken';
    const printed = await cli(['types', server.origin, '--tenant', 'fx', '--header', 'X-Team: a']);
    delete process.env.CULPRIT_BEARER_TOKEN;
    assert.deepEqual(
      [seen['x-scope-orgid'], seen.authorization, seen['x-team']],
      ['fx', 'Bearer t0ken', 'a'],
    );
    assert.match(printed.err, /no data: the server holds no profile types/);
    assert.ok(!`${printed.out}${printed.err}`.includes('t0ken'));
    await server.close();
  });
});
