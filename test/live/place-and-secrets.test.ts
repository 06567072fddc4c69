// Do dumps find their place before anything is asked, do secrets stay out of messages, and do those say which flag helps?
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import type http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { parseCaptureCommand } from '../../src/cli/capture-arguments.ts';
import { parseFleetCommand } from '../../src/cli/fleet-arguments.ts';
import { readTarget } from '../../src/live/target.ts';
import { openSink } from '../../src/outside/dump-sink-node.ts';
import { findKubectl, kubectlAmong } from '../../src/outside/kubectl.ts';
import { fakeService, indexPage } from '../support/fake-service.ts';
import { serveHttp } from '../support/loopback-server.ts';

const parent = fs.mkdtempSync(path.join(os.tmpdir(), 'culprit-place-'));
after(() => fs.rmSync(parent, { recursive: true, force: true }));

interface Printed {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function cli(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Printed> {
  const child = spawn(process.execPath, [path.resolve('dist/cli.js'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: parent,
    env: { ...process.env, ...env },
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

describe('a place that is taken', { timeout: 30_000 }, () => {
  const taken = path.join(parent, 'taken');
  fs.mkdirSync(taken);
  fs.writeFileSync(path.join(taken, 'note.txt'), 'mine');
  fs.writeFileSync(path.join(parent, 'taken.zip'), 'mine');
  const places = [taken, path.join(parent, 'taken.zip'), path.join(taken, 'note.txt', 'below')];

  for (const out of places)
    test(`${path.relative(parent, out)} is told before the service is asked`, async () => {
      const service = await fakeService();
      const printed = await cli(['capture', service.origin, '--for', '0', '--out', out]);
      assert.equal(printed.code, 2);
      assert.ok(printed.err.includes(out), printed.err);
      assert.deepEqual(service.asked, []);
      await service.close();
    });
});

test('an archive’s entries lie in a folder of a plain name', async () => {
  for (const name of ['.zip', '...zip']) {
    const folder = fs.mkdtempSync(path.join(parent, 'zip-'));
    const sink = await openSink(path.join(folder, name));
    await sink.write('heap.pprof', Uint8Array.of(1));
    await sink.close();
    assert.match(fs.readFileSync(sink.path, 'latin1'), /dumps\/heap\.pprof/);
  }
});

describe('a secret', () => {
  test('in what was written wrongly is not repeated', () => {
    for (const argv of [
      ['http://h', '--header', 'Authorization Bearer s3cret'],
      ['http://ops:s3cret@h', 'http://ops:s3cret@i'],
      ['http://h', '--header', 'X-Token: s3cret\u00e9'],
    ]) {
      const wrong = parseCaptureCommand(argv);
      assert.ok(wrong.command === 'wrong' && !wrong.message.includes('s3cret'), JSON.stringify(wrong));
    }
  });

  test('in an address that cannot be asked is not repeated', () => {
    for (const address of ['ftp://ops:s3cret@h/x', 'http://ops:s3cret@h:99999/x', 'ops:s3cret@h:99999'])
      assert.throws(
        () => readTarget(address),
        (error: Error) => !error.message.includes('s3cret') && /address|asked/.test(error.message),
      );
  });

  test('in the query of an address is not sent, and that is told', () => {
    const target = readTarget('http://h:6060/debug/pprof/heap?token=s3cret&gc=1');
    assert.equal(target.base, 'http://h:6060/debug/pprof/');
    assert.match(target.warning, /query/);
    assert.ok(!target.warning.includes('s3cret'));
    assert.equal(readTarget('http://h:6060/debug/pprof/profile?seconds=5&debug=1&gc=1').warning, '');
  });

  test('of the environment may end with a line break, as files do', async () => {
    let seen: http.IncomingHttpHeaders = {};
    const server = await serveHttp((req, res) => {
      seen = req.headers;
      res.writeHead(403).end();
    });
    await cli(['capture', server.origin], { CULPRIT_BEARER_TOKEN: 't0ken\r\n' });
    await server.close();
    assert.equal(seen.authorization, 'Bearer t0ken');
  });
});

describe('a refusal on the command line names what helps', { timeout: 30_000 }, () => {
  const cases: readonly [string, http.RequestListener, RegExp][] = [
    [
      '401',
      (_, res) => void res.writeHead(401).end('who?'),
      /CULPRIT_BASIC_AUTH.*CULPRIT_BEARER_TOKEN.*--header/,
    ],
    [
      'a redirect',
      (_, res) => void res.writeHead(302, { location: 'http://127.0.0.2:1/' }).end(),
      /--follow/,
    ],
  ];
  for (const [what, answer, words] of cases)
    test(what, async () => {
      const server = await serveHttp(answer);
      const printed = await cli(['capture', server.origin, '--for', '0']);
      await server.close();
      assert.equal(printed.code, 2);
      assert.match(printed.err, words);
      assert.deepEqual(
        fs.readdirSync(parent).filter((name) => name.startsWith('culprit-dumps-')),
        [],
      );
    });

  test('too much, or a listing that is left out', async () => {
    const service = await fakeService({ '': (_, res) => void res.end(indexPage({ goroutine: 60_000 })) });
    const flags = ['--for', '0', '--trace', '0', '--cpu', '0', '--max-bytes', '3000', '--out', 'small'];
    const printed = await cli(['capture', service.origin, ...flags]);
    await service.close();
    assert.match(printed.err, /heap: the answer is too large .*--max-bytes/);
    assert.match(printed.err, /goroutine-debug2: .*--all/);
    assert.match(printed.err, /1 dump in 1 round\./);
    assert.equal(printed.code, 3);
  });
});

test('where the report is printed, the folder of the dumps is told beside it', {
  timeout: 60_000,
}, async () => {
  const service = await fakeService();
  const flags = ['--for', '0', '--trace', '0', '--cpu', '0', '--report', '--out', 'judged'];
  const printed = await cli(['capture', service.origin, ...flags]);
  await service.close();
  assert.ok(printed.err.includes(path.join(parent, 'judged')), printed.err);
});

test('what cannot be done is refused', () => {
  const wrong = (argv: readonly string[], read = parseCaptureCommand as (a: readonly string[]) => unknown) =>
    (read(argv) as { message?: string }).message ?? '';
  assert.match(wrong(['http://h', '--context', 'prod']), /--context is for --pod/);
  assert.match(wrong(['rank', 'http://h', '--by', 'a"b'], parseFleetCommand), /--by/);
  assert.match(wrong(['rank', 'http://h', '--last', '99999999h'], parseFleetCommand), /--last/);
  assert.match(wrong(['rank', 'http://h', '--tenant', 'a\nb'], parseFleetCommand), /--tenant/);
  assert.match(wrong(['fetch', 'http://h', '--out', 'x.zip'], parseFleetCommand), /folder/);
});

test('kubectl below the folder that is worked on is not run, but not denied either', () => {
  if (process.platform === 'win32') return;
  const bin = path.join(parent, 'bin');
  fs.mkdirSync(bin);
  fs.writeFileSync(path.join(bin, 'kubectl'), '#!/bin/sh\n', { mode: 0o755 });
  assert.equal(findKubectl([parent], bin), undefined);
  assert.throws(() => kubectlAmong([parent], bin), /kubectl .* lies below .* another folder/);
  assert.throws(() => kubectlAmong([parent], '/nowhere'), /no kubectl on the PATH/);
  assert.equal(kubectlAmong(['/nowhere'], bin).program, path.join(bin, 'kubectl'));
});
