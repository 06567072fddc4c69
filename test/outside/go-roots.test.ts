// Are sources of libraries found where Go keeps them, and nothing outside of those folders?

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { findGoRoots, librarySourcesOnDisk } from '../../src/outside/go-roots.ts';

const top = fs.realpathSync(fs.mkdtempSync(path.join(tmpdir(), 'roots-')));
after(() => fs.rmSync(top, { recursive: true, force: true }));

function write(file: string, text = 'package x\n'): string {
  const whole = path.join(top, file);
  fs.mkdirSync(path.dirname(whole), { recursive: true });
  fs.writeFileSync(whole, text);
  return whole;
}

const inTop = (...parts: readonly string[]) => path.join(top, ...parts);

describe('where Go keeps sources', () => {
  const home = inTop('home');

  test('by the environment', async () => {
    const env = {
      GOMODCACHE: inTop('cache'),
      GOPATH: `${inTop('a')}${path.delimiter}${inTop('b')}`,
      GOROOT: inTop('go'),
    };
    const roots = await findGoRoots([], { ...env, GOENV: 'off' }, home);
    assert.deepEqual(roots['module-cache'], [inTop('cache')]);
    assert.deepEqual(roots.gopath, [inTop('a', 'src'), inTop('b', 'src')]);
    assert.equal(roots.goroot[0], inTop('go', 'src'));
  });

  test('by default, below the home folder', async () => {
    const roots = await findGoRoots([], { GOENV: 'off' }, home);
    assert.deepEqual(roots['module-cache'], [path.join(home, 'go', 'pkg', 'mod')]);
    assert.deepEqual(roots.gopath, [path.join(home, 'go', 'src')]);
  });

  test('by what go env -w has written; the environment comes first', async () => {
    const file = write('goenv', `GOMODCACHE=${inTop('written')}\nGOFLAGS=-x\n`);
    const written = await findGoRoots([], { GOENV: file }, home);
    assert.deepEqual(written['module-cache'], [inTop('written')]);
    const both = await findGoRoots([], { GOENV: file, GOMODCACHE: inTop('given') }, home);
    assert.deepEqual(both['module-cache'], [inTop('given')]);
  });

  test('relative folders and network shares are none', async () => {
    const roots = await findGoRoots(
      ['//server/x', 'rel'],
      { GOENV: 'off', GOMODCACHE: 'rel', GOPATH: '//s/x' },
      home,
    );
    assert.deepEqual(roots['module-cache'], [path.join(home, 'go', 'pkg', 'mod')]);
    assert.deepEqual(roots.mapped, []);
  });

  test('as Go itself says', async (t) => {
    const said = (() => {
      try {
        return execFileSync('go', ['env', 'GOMODCACHE', 'GOROOT'], { encoding: 'utf8', cwd: top });
      } catch {
        return undefined;
      }
    })();
    if (said === undefined) return t.skip('Go is not installed');
    const [cache, goroot] = said.trim().split('\n');
    const roots = await findGoRoots([]);
    assert.deepEqual(roots['module-cache'], [cache]);
    assert.ok(roots.goroot.includes(path.join(goroot, 'src')), `${goroot} is not among ${roots.goroot}`);
  });
});

describe('files below the roots', () => {
  const wheel = write('mod/lib.io/cache@v1.2.0/wheel.go', 'package cache\n');
  write('mod/lib.io/cache@v1.2.0/cache.go', 'package cache // 2\n');
  write('mod/lib.io/cache@v1.2.0/cache_test.go');
  const secret = write('secret.go', 'package secret\n');
  fs.symlinkSync(secret, inTop('mod/lib.io/cache@v1.2.0/link.go'));
  write('goroot/VERSION', 'go1.26.8\ntime 2026-11-03T19:29:55Z\n');
  const select = write('goroot/src/runtime/select.go');
  const mapped = write('mapped/shop/cart.go');
  const sources = librarySourcesOnDisk(
    [],
    Promise.resolve({
      'module-cache': [inTop('none'), inTop('mod')],
      goroot: [inTop('goroot/src')],
      gopath: [],
      mapped: [inTop('mapped')],
    }),
  );

  test('are found, with the release of Go’s own', async () => {
    const found = (file: string, release = '') => ({ kind: 'file', file, release });
    const cached = { root: 'module-cache', path: 'lib.io/cache@v1.2.0/wheel.go' } as const;
    assert.deepEqual(await sources.locate(cached), found(wheel));
    assert.equal(await sources.read(cached), 'package cache\n');
    const own = { root: 'goroot', path: 'runtime/select.go' } as const;
    assert.deepEqual(await sources.locate(own), found(select, 'go1.26.8'));
    assert.deepEqual(await sources.locate({ root: 'mapped', path: mapped }), found(mapped));
  });

  test('that are not there: where they would be', async () => {
    const place = { root: 'module-cache', path: 'lib.io/cache@v1.3.0/wheel.go' } as const;
    assert.deepEqual(await sources.locate(place), {
      kind: 'missing',
      wouldBe: [inTop('none', place.path), inTop('mod', place.path)],
    });
    assert.deepEqual(await sources.packageTexts(place), []);
  });

  test('a package’s files, without tests and without links that lead out', async () => {
    const texts = await sources.packageTexts({ root: 'module-cache', path: 'lib.io/cache@v1.2.0/wheel.go' });
    assert.deepEqual(texts, ['package cache // 2\n', 'package cache\n']);
  });

  test('nothing outside is found, by whatever way', async () => {
    const wrong = [
      { root: 'module-cache', path: '../secret.go' },
      { root: 'module-cache', path: 'lib.io/../../secret.go' },
      { root: 'module-cache', path: 'lib.io/cache@v1.2.0/link.go' },
      { root: 'mapped', path: secret },
      { root: 'mapped', path: `${inTop('mapped')}/../secret.go` },
      { root: 'mapped', path: '//server/share/x.go' },
      { root: 'goroot', path: '' },
    ] as const;
    for (const place of wrong) {
      assert.equal((await sources.locate(place)).kind, 'missing', JSON.stringify(place));
      assert.equal(await sources.read(place), undefined);
      const { packageTexts } = sources;
      assert.ok(!(await packageTexts(place)).includes('package secret\n'));
    }
  });
});
