// Do the frames of the sample incident lead to the lines of its sources?

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import type { FrameText } from '../../src/model/symbols.ts';
import { workspaceOnDisk } from '../../src/outside/workspace-node.ts';
import { learnOwnership } from '../../src/source/ownership.ts';
import { createResolver, type Resolver } from '../../src/source/resolve.ts';
import { buildIndex, type WorkspaceIndex } from '../../src/source/workspace-index.ts';

const top = mkdtempSync(path.join(tmpdir(), 'order-consumer-'));
after(() => rmSync(top, { recursive: true, force: true }));

function checkOut(tag: string): string {
  const folder = path.join(top, tag);
  execFileSync('git', ['clone', '--quiet', '--branch', tag, 'sample/order-consumer.bundle', folder], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return folder;
}

const FOLDERS = new Map<string, FrameText[]>();
for (const line of readFileSync('test/golden/order-consumer-frames.txt', 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)) {
  const [name, file, number] = line.split('\t');
  if (line.startsWith('# ')) FOLDERS.set(line.slice(2), []);
  else [...FOLDERS.values()].at(-1)?.push({ function: name, file, line: Number(number) });
}

interface Opened {
  readonly index: WorkspaceIndex;
  readonly resolver: Resolver;
  readonly ours: readonly FrameText[];
  readonly others: readonly FrameText[];
}

async function open(tag: string, folder: string): Promise<Opened> {
  const frames = FOLDERS.get(folder) ?? [];
  const index = await buildIndex(workspaceOnDisk([checkOut(tag)]));
  const ownership = learnOwnership(frames, index);
  const isOurs = (f: FrameText) => ownership.ownerOf(f.function, f.file) === 'first-party';
  return {
    index,
    resolver: createResolver(index, { folderMap: [], folders: [], roots: ownership.roots }),
    ours: frames.filter(isOurs),
    others: frames.filter((f) => !isOurs(f)),
  };
}

for (const folder of FOLDERS.keys()) {
  const tag = folder.includes('1.7.0') ? 'v1.7.0' : 'v1.8.0';
  test(`${folder}: every frame of the service lies inside its function at ${tag}`, async () => {
    rmSync(path.join(top, tag), { recursive: true, force: true });
    const { resolver, ours, others } = await open(tag, folder);
    assert.equal(ours.length, (FOLDERS.get(folder) ?? []).filter((f) => f.file.startsWith('/app/')).length);
    assert.ok(ours.length > 5);
    for (const frame of ours) {
      const answer = await resolver.resolve(frame);
      assert.ok(answer.kind === 'found', `${frame.function} ${frame.file}:${frame.line}: ${answer.kind}`);
      assert.deepEqual(
        [answer.fit, answer.site.file, answer.site.mappedBy],
        ['inside', frame.file.slice('/app/'.length), 'main-module'],
      );
    }
    for (const frame of others) assert.equal((await resolver.resolve(frame)).kind, 'outside', frame.file);
  });
}

test('the guilty line', async () => {
  rmSync(path.join(top, 'v1.8.0'), { recursive: true, force: true });
  const { resolver } = await open('v1.8.0', 'release-v1.8.0');
  const frame = {
    function: 'github.com/acme-shop/order-consumer/internal/reqctx.WithCache',
    file: '/app/internal/reqctx/reqctx.go',
    line: 19,
  };
  const answer = await resolver.resolve(frame);
  assert.ok(answer.kind === 'found');
  assert.deepEqual(answer.site, { ...frame, file: 'internal/reqctx/reqctx.go', mappedBy: 'main-module' });
});
