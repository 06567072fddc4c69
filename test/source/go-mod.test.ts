// Are go.mod and go.work files understood, comments and blocks included?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isFolderTarget, parseGoMod, relativeTo } from '../../src/source/go-mod.ts';

test('all that a go.mod says about paths', () => {
  const mod = parseGoMod(`// module fake
module "acme.io/shop" // Deprecated: no
go 1.24
require a.io/one v1.0.0 // indirect
require (
	b.io/two/v2 v2.1.0
	// c.io/three v3.0.0
	d.io/four v0.0.0-20240101000000-abcdefabcdef
)
exclude x.io/y v1.0.0
replace a.io/one => ../one
replace (
	b.io/two/v2 v2.1.0 => fork.io/two/v2 v2.1.1
	d.io/four => \`C:\\work\\four\`
)
retract v1.0.0
`);
  assert.equal(mod.module, 'acme.io/shop');
  assert.deepEqual(
    [...mod.requires],
    [
      ['a.io/one', 'v1.0.0'],
      ['b.io/two/v2', 'v2.1.0'],
      ['d.io/four', 'v0.0.0-20240101000000-abcdefabcdef'],
    ],
  );
  assert.deepEqual(
    mod.replaces.map((r) => [r.path, r.version, r.target, r.targetVersion, isFolderTarget(r)]),
    [
      ['a.io/one', '', '../one', '', true],
      ['b.io/two/v2', 'v2.1.0', 'fork.io/two/v2', 'v2.1.1', false],
      ['d.io/four', '', 'C:\\work\\four', '', true],
    ],
  );
});

test('module in a block, go.work, nonsense', () => {
  assert.equal(parseGoMod('module (\n  acme.io/x\n)\n').module, 'acme.io/x');
  assert.deepEqual(parseGoMod('go 1.24\r\nuse ./a\r\nuse (\r\n  ./b // x\r\n  .\r\n)\r\n').uses, [
    './a',
    './b',
    '.',
  ]);
  assert.deepEqual(parseGoMod('replace a =>\nrequire b\nmodule\n(\n)\nuse "x').module, '');
});

test('folders are joined inside the workspace only', () => {
  assert.equal(relativeTo('a/b', '../c'), 'a/c');
  assert.equal(relativeTo('', './c/./d'), 'c/d');
  assert.equal(relativeTo('', '../c'), undefined);
  assert.equal(relativeTo('a', '/c'), undefined);
  assert.equal(relativeTo('a', 'C:\\c'), undefined);
  assert.equal(relativeTo('a', '..\\c'), 'c');
});
