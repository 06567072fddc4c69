// Does a capture of a real Go service name the line that leaks, leave a well one alone, and stop at once?
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { capture } from '../../src/live/capture.ts';
import { CAPTURE_LIMITS } from '../../src/live/endpoints.ts';
import { readTarget } from '../../src/live/target.ts';
import { inflateWithNode } from '../../src/outside/inflate-node.ts';
import { testSession } from '../support/live-session.ts';
import { eventually } from '../support/loopback-server.ts';
import { type BuiltService, buildSample, connectionsTo, startSample } from '../support/sample-service.ts';

const bad = buildSample('v1.8.0');
const well = typeof bad === 'string' ? bad : buildSample('v1.7.0');
const skip = typeof bad === 'string' ? bad : typeof well === 'string' ? well : false;

interface Printed {
  readonly code: number | null;
  readonly out: string;
  readonly seconds: number;
}

/** The command line as it is built, from the beginning of the capture to its verdict. */
function cli(args: readonly string[]): Promise<Printed> {
  const began = performance.now();
  const child = spawn(process.execPath, ['dist/cli.js', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk));
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, out, seconds: (performance.now() - began) / 1000 }));
  });
}

describe('the sample service', { skip, timeout: 120_000 }, () => {
  const parent = fs.mkdtempSync(path.join(os.tmpdir(), 'culprit-live-'));
  before(() => assert.ok(fs.existsSync('dist/cli.js')));
  after(() => {
    fs.rmSync(parent, { recursive: true, force: true });
    for (const built of [bad, well]) if (typeof built !== 'string') built.remove();
  });

  async function verdict(built: BuiltService, name: string) {
    const service = await startSample(built, 500);
    try {
      const out = path.join(parent, name);
      const flags = ['--for', '15s', '--out', out, '--workspace', built.folder, '--format', 'json'];
      const printed = await cli(['capture', service.origin, ...flags]);
      return { ...printed, out, report: JSON.parse(printed.out) as Report };
    } finally {
      await service.stop();
    }
  }

  test('of both releases: the bad one by its line within 30 s, the well one without a leak', async () => {
    const [leaks, is] = await Promise.all([
      verdict(bad as BuiltService, 'bad'),
      verdict(well as BuiltService, 'well'),
    ]);
    const { site, confidence, evidence, kind } = leaks.report.findings[0];
    assert.deepEqual([kind, site.file, site.line], ['goroutine-leak', 'internal/reqctx/reqctx.go', 19]);
    assert.ok(confidence > 0.8, `${confidence}`);
    assert.ok(
      evidence.some((e) => /→ .* goroutines in 1\d\.\d s/.test(e.text)),
      'growth over the rounds',
    );
    assert.ok(leaks.seconds < 30, `${leaks.seconds} s`);
    assert.equal(leaks.code, 0);
    const claims = is.report.findings.filter((f) => LEAKS.has(f.kind) && f.confidence >= 0.5);
    assert.deepEqual(claims, []);
  });

  test('is left alone at once when a recording is cancelled, and in time when it is watched', async () => {
    const service = await startSample(bad as BuiltService, 500);
    const port = Number(new URL(service.origin).port);
    try {
      const controller = new AbortController();
      let cancelled = 0;
      const outcome = await capture(
        {
          session: testSession(),
          sink: { write: async () => {} },
          inflate: inflateWithNode,
          onEvent: (event) => {
            if (event.kind !== 'taking' || event.endpoint !== 'cpu') return;
            setTimeout(() => {
              cancelled = performance.now();
              controller.abort();
            }, 300);
          },
        },
        {
          ...{
            base: readTarget(service.origin).base,
            forMs: 0,
            everyMs: 1000,
            all: false,
            reason: 'asked for',
          },
          ...{ limits: CAPTURE_LIMITS, record: { cpu: 30, trace: 0 }, signal: controller.signal },
        },
      );
      const took = performance.now() - cancelled;
      assert.ok(outcome.kind === 'captured' && outcome.manifest.end === 'cancelled');
      assert.ok(took < 200, `${took} ms`);
      await eventually(() => (connectionsTo(port) ?? 0) === 0, 'no connection to the service is left');
      const out = path.join(parent, 'watched');
      const watching = ['--watch', '--goroutine-slope', '200/s', '--every', '250ms', '--for', '0'];
      const printed = await cli(['capture', service.origin, ...watching, '--cpu', '0', '--out', out]);
      assert.equal(printed.code, 0);
      const manifest = JSON.parse(fs.readFileSync(path.join(out, 'manifest.json'), 'utf8')) as {
        reason: string;
      };
      assert.match(manifest.reason, /goroutines a second, past the 200 goroutines a second/);
    } finally {
      await service.stop();
    }
  });
});

const LEAKS: ReadonlySet<string> = new Set(['goroutine-leak', 'memory-growth', 'thread-leak']);

interface Report {
  readonly findings: readonly {
    readonly kind: string;
    readonly confidence: number;
    readonly site: { readonly file: string; readonly line: number };
    readonly evidence: readonly { readonly text: string }[];
  }[];
}
