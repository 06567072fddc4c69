// Is kubectl run as it should be, never one of the repository's, and never with names that are flags?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { findKubectl, forwardPort, listNamespaces, listPods } from '../../src/outside/kubectl.ts';
import { eventually } from '../support/loopback-server.ts';

const skip = process.platform === 'win32' ? 'the stand-in for kubectl is a script' : false;

describe('kubectl', { skip }, () => {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'culprit-kubectl-')));
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  /** A stand-in that notes its arguments and its process, and answers as `body` says. */
  function standIn(name: string, body: string): string {
    const dir = path.join(folder, name);
    fs.mkdirSync(dir, { recursive: true });
    const note = `const fs=require('fs');fs.writeFileSync(${JSON.stringify(path.join(dir, 'args'))},JSON.stringify([process.pid,...process.argv.slice(2)]));`;
    fs.writeFileSync(path.join(dir, 'kubectl'), `#!${process.execPath}\n${note}\n${body}`, { mode: 0o755 });
    return dir;
  }
  const argsOf = (dir: string): [number, ...string[]] =>
    JSON.parse(fs.readFileSync(path.join(dir, 'args'), 'utf8')) as [number, ...string[]];

  test('is found on the PATH, but not in the folders that are worked on, nor through a link into them', () => {
    const own = standIn('workspace/bin', '');
    const linked = path.join(folder, 'linked');
    fs.mkdirSync(linked);
    fs.symlinkSync(path.join(own, 'kubectl'), path.join(linked, 'kubectl'));
    const good = standIn('good', '');
    const search = ['relative', own, linked, good].join(path.delimiter);
    assert.deepEqual(findKubectl([path.join(folder, 'workspace')], search), {
      program: path.join(good, 'kubectl'),
    });
    assert.equal(findKubectl([path.join(folder, 'workspace')], own), undefined);
  });

  test('lists namespaces, and the running pods with their ports', async () => {
    const pods = {
      items: [
        {
          metadata: { name: 'orders-1' },
          status: { phase: 'Running' },
          spec: { containers: [{ ports: [{ name: 'debug', containerPort: 6060 }] }, {}] },
        },
        { metadata: { name: 'done' }, status: { phase: 'Succeeded' } },
        null,
      ],
    };
    const dir = standIn('list', `console.log(${JSON.stringify(JSON.stringify(pods))})`);
    const kubectl = { program: path.join(dir, 'kubectl') };
    assert.deepEqual(await listPods(kubectl, 'shop'), [
      { namespace: 'shop', pod: 'orders-1', ports: [{ name: 'debug', port: 6060 }] },
    ]);
    assert.deepEqual(argsOf(dir).slice(1), ['get', 'pods', '--namespace=shop', '-o', 'json']);
    assert.deepEqual(await listNamespaces(kubectl), ['orders-1', 'done']);
  });

  test('says itself why it cannot', async () => {
    const dir = standIn('fail', `console.error('error: You must be logged in');process.exit(1)`);
    const kubectl = { program: path.join(dir, 'kubectl') };
    await assert.rejects(listNamespaces(kubectl), /kubectl: error: You must be logged in/);
    const pod = { namespace: 'shop', pod: 'orders-1', port: 6060, context: undefined };
    await assert.rejects(forwardPort(kubectl, pod), /kubectl ended: error: You must be logged in/);
  });

  test('is never given a name that could be a flag', () => {
    const kubectl = { program: '/nowhere/kubectl' };
    const pod = { namespace: 'shop', pod: 'orders-1', port: 6060, context: undefined };
    for (const wrong of [
      { ...pod, pod: '--kubeconfig=x' },
      { ...pod, namespace: '-n' },
      { ...pod, context: '--x' },
      { ...pod, port: 0 },
    ])
      assert.throws(() => forwardPort(kubectl, wrong), /is no/);
  });

  test('forwards until it is closed, and is ended then', async () => {
    const dir = standIn(
      'forward',
      `console.log('Forwarding from 127.0.0.1:34567 -> 6060');setInterval(()=>{},1000)`,
    );
    const pod = { namespace: 'shop', pod: 'orders-1', port: 6060, context: 'prod' };
    const forwarded = await forwardPort({ program: path.join(dir, 'kubectl') }, pod);
    assert.equal(forwarded.url, 'http://127.0.0.1:34567');
    const [pid, ...args] = argsOf(dir);
    assert.deepEqual(args, [
      ...['port-forward', '--context=prod', '--namespace=shop', '--address=127.0.0.1'],
      ...['pod/orders-1', ':6060'],
    ]);
    assert.ok(isAlive(pid));
    forwarded.close();
    await eventually(() => !isAlive(pid), 'kubectl has ended');
  });

  test('is ended when the forwarding is cancelled', async () => {
    const dir = standIn('silent', 'setInterval(()=>{},1000)');
    const controller = new AbortController();
    const pod = { namespace: 'shop', pod: 'orders-1', port: 6060, context: undefined };
    const forwarding = forwardPort({ program: path.join(dir, 'kubectl') }, pod, controller.signal);
    const refused = assert.rejects(forwarding, /cancelled/);
    await eventually(() => fs.existsSync(path.join(dir, 'args')), 'it runs');
    await new Promise((resolve) => setTimeout(resolve, 50));
    const [pid] = argsOf(dir);
    controller.abort();
    await refused;
    await eventually(() => !isAlive(pid), 'kubectl has ended');
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
