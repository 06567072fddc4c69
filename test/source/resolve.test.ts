// Does each rule map what it should, in POSIX and Windows forms, and nothing that only looks alike?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createResolver } from '../../src/source/resolve.ts';
import { source, table } from './mapping-table.ts';
import { type Files, memoryIndex } from './memory-workspace.ts';

const SHOP: Files = {
  'go.mod': 'module acme.io/shop\nrequire github.com/BurntSushi/toml v1.2.0\n',
  'cmd/shop/main.go': source('main', 'main', 'run'),
  'cart/cart.go': source('cart', '(c *Cart[T]) Add', 'New'),
  'cart/cart_test.go': source('cart_test', 'TestAdd'),
  'orders/cart.go': source('orders', 'New'),
  'vars/vars.go': 'package vars\n\nvar v = func() int {\n\treturn 1\n}()\n\nfunc init() {\n\t_ = v\n}\n',
};

table('main module', SHOP, [
  ['acme.io/shop/cart.New', '/app/cart/cart.go:8', 'main-module cart/cart.go:8'],
  ['acme.io/shop/cart.(*Cart[go.shape.int]).Add', '/app/cart/cart.go:4', 'main-module cart/cart.go:4'],
  ['acme.io/shop/cart.(*Cart[...]).Add.func1.2', '/app/cart/cart.go:5', 'main-module cart/cart.go:5'],
  ['acme.io/shop/cart.New.gowrap1', '/app/cart/cart.go:9', 'main-module cart/cart.go:9'],
  ['acme.io/shop/cart_test.TestAdd', '/app/cart/cart_test.go:4', 'main-module cart/cart_test.go:4'],
  ['acme.io/shop/vars.init.0', '/app/vars/vars.go:8', 'main-module vars/vars.go:8'],
  ['acme.io/shop/vars.init.func1', '/app/vars/vars.go:4', 'main-module vars/vars.go:4'],
  ['acme.io/shop/vars.glob..func1', '/app/vars/vars.go:4', 'main-module vars/vars.go:4'],
  ['main.main', '/app/cmd/shop/main.go:4', 'main-module cmd/shop/main.go:4'],
  ['main.main.New.func1', '/app/cart/cart.go:8', 'main-module cart/cart.go:8'],
  ['acme.io/shop/cart.New', '/app/cart/cart.go:0', 'main-module cart/cart.go:0'],
  // Near misses.
  [
    'acme.io/shop/cart.New',
    '/app/cart/cart.go:4',
    'stale main-module cart/cart.go: line 4 is not inside the function',
  ],
  [
    'acme.io/shop/cart.New',
    '/app/cart/cart.go:900',
    'stale main-module cart/cart.go: the file has 9 lines, the dump names line 900',
  ],
  [
    'acme.io/shop/cart.Gone',
    '/app/cart/cart.go:4',
    'stale main-module cart/cart.go: the file declares no such function',
  ],
  [
    'acme.io/shop/vars.init.func1',
    '/app/vars/vars.go:8',
    'stale main-module vars/vars.go: the file declares no such function',
  ],
  ['acme.io/shop/other.New', '/app/other/cart.go:8', 'unknown'],
  ['other.io/shop/cart.New', '/x/cart/cart.go:8', 'tied cart/cart.go'],
  ['main.main', '/else/cmd/shop/main.go:4', 'tied cmd/shop/main.go'],
  ['main.main', '/app/cmd/other/main.go:4', 'unknown'],
]);

table('main module, Windows', SHOP, [
  ['acme.io/shop/cart.New', 'C:\\work\\shop\\cart\\cart.go:8', 'main-module cart/cart.go:8'],
  ['acme.io/shop/cart.New', 'c:/work/shop/cart/cart.go:8', 'main-module cart/cart.go:8'],
  ['main.run', 'C:/work/shop/cmd/shop/main.go:8', 'main-module cmd/shop/main.go:8'],
  ['main.run', 'D:/work/shop/cmd/shop/main.go:8', 'tied cmd/shop/main.go'],
  ['main.leak', 'C:\\x.go::$DATA:10', 'unknown'],
  ['main.run', '\\\\host\\share\\cmd\\shop\\main.go:8', 'unknown'],
]);

table('main module, trimmed paths', SHOP, [
  ['acme.io/shop/cart.New', 'acme.io/shop/cart/cart.go:8', 'main-module cart/cart.go:8'],
  ['main.run', 'acme.io/shop/cmd/shop/main.go:8', 'main-module cmd/shop/main.go:8'],
  ['main.run', 'acme.io/shopping/cmd/shop/main.go:8', 'tied cmd/shop/main.go'],
]);

table('main alone, its folder unknown', SHOP, [
  ['main.run', '/build/7/cmd/shop/main.go:8', 'main-module cmd/shop/main.go:8'],
  ['main.run', '/build/main.go:8', 'unknown'],
]);

table(
  'several mains',
  { 'go.mod': 'module m\n', 'main.go': source('main', 'main'), 'a/main.go': source('main', 'main') },
  [
    ['main.main', '/app/main.go:4', 'main-module main.go:4'],
    ['main.main', '/app/a/main.go:4', 'main-module a/main.go:4'],
  ],
);

table(
  'several modules',
  {
    'go.work': 'go 1.24\nuse (\n\t./shop\n\t./lib\n)\n',
    'shop/go.mod': 'module acme.io/shop\n',
    'shop/cart/cart.go': source('cart', 'New'),
    'shop/tools/go.mod': 'module acme.io/shop/tools\n',
    'shop/tools/gen/gen.go': source('gen', 'New'),
    'lib/go.mod': 'module acme.io/lib\n',
    'lib/cart/cart.go': source('cart', 'New'),
    'shop/gen/gen.go': source('gen', 'New'),
  },
  [
    ['acme.io/shop/cart.New', '/app/shop/cart/cart.go:4', 'go-work shop/cart/cart.go:4'],
    ['acme.io/lib/cart.New', '/app/lib/cart/cart.go:4', 'go-work lib/cart/cart.go:4'],
    ['acme.io/lib/cart.New', 'acme.io/lib/cart/cart.go:4', 'go-work lib/cart/cart.go:4'],
    ['acme.io/shop/tools/gen.New', 'C:\\app\\tools\\gen\\gen.go:4', 'go-work shop/tools/gen/gen.go:4'],
    ['acme.io/other/cart.New', '/app/other/cart/cart.go:4', 'tied shop/cart/cart.go lib/cart/cart.go'],
    [
      'acme.io/lib/cart.New',
      '/go/pkg/mod/acme.io/lib@v1.0.0/cart/cart.go:4',
      "go-work lib/cart/cart.go:4 (the dump has acme.io/lib v1.0.0; this is the workspace's own copy)",
    ],
  ],
);

table(
  'copies of one module',
  {
    'a/go.mod': 'module m.io/m\n',
    'a/m.go': source('m', 'New'),
    'b/go.mod': 'module m.io/m\n',
    'b/m.go': source('m', 'New', 'Only'),
  },
  [
    ['m.io/m.New', 'm.io/m/m.go:4', 'tied a/m.go b/m.go'],
    ['m.io/m.Only', 'm.io/m/m.go:8', 'go-work b/m.go:8'],
    ['m.io/m.New', '/app/m.go:4', 'tied a/m.go b/m.go'],
    ['m.io/m.New', 'C:\\app\\m.go:4', 'tied a/m.go b/m.go'],
    ['m.io/m.Only', '/app/m.go:8', 'go-work b/m.go:8'],
  ],
);

table(
  'replace',
  {
    'go.mod':
      'module acme.io/shop\nrequire lib.io/x v1.0.0\nreplace lib.io/x => ./third/x\nreplace old.io/y v1.0.0 => fork.io/Y v1.0.1\n',
    'third/x/go.mod': 'module lib.io/x\n',
    'third/x/deep/x.go': source('deep', 'New'),
  },
  [
    ['lib.io/x/deep.New', '/app/third/x/deep/x.go:4', 'replace third/x/deep/x.go:4'],
    [
      'lib.io/x/deep.New',
      'lib.io/x@v1.0.0/deep/x.go:4',
      "replace third/x/deep/x.go:4 (the dump has lib.io/x v1.0.0; this is the workspace's own copy)",
    ],
    ['lib.io/xy/deep.New', '/app/xy/deep/y.go:4', 'unknown'],
    ['old.io/y.New', 'old.io/y@v1.0.0/y.go:4', 'outside module-cache fork.io/!y@v1.0.1/y.go'],
    ['old.io/y.New', 'old.io/y@v2.0.0/y.go:4', 'outside module-cache old.io/y@v2.0.0/y.go'],
    ['old.io/y.New', '/go/pkg/mod/fork.io/!y@v1.0.1/y.go:4', 'outside module-cache fork.io/!y@v1.0.1/y.go'],
  ],
);

table(
  'vendor',
  {
    'go.mod': 'module acme.io/shop\nrequire github.com/BurntSushi/toml v1.3.0\n',
    'vendor/github.com/BurntSushi/toml/lex.go': source('toml', 'Lex'),
    'vendor/b.io/v2/lex.go': source('v', 'Lex'),
    'toml/lex.go': source('toml', 'Lex'),
  },
  [
    [
      'github.com/BurntSushi/toml.Lex',
      '/app/vendor/github.com/BurntSushi/toml/lex.go:4',
      'vendor vendor/github.com/BurntSushi/toml/lex.go:4',
    ],
    [
      'github.com/BurntSushi/toml.Lex',
      'C:\\app\\vendor\\github.com\\BurntSushi\\toml\\lex.go:4',
      'vendor vendor/github.com/BurntSushi/toml/lex.go:4',
    ],
    [
      'github.com/BurntSushi/toml.Lex',
      '/go/pkg/mod/github.com/!burnt!sushi/toml@v1.3.0/lex.go:4',
      'vendor vendor/github.com/BurntSushi/toml/lex.go:4',
    ],
    [
      'github.com/BurntSushi/toml.Lex',
      '/go/pkg/mod/github.com/!burnt!sushi/toml@v1.2.0/lex.go:4',
      'vendor vendor/github.com/BurntSushi/toml/lex.go:4 (the dump has github.com/BurntSushi/toml v1.2.0, go.mod asks for v1.3.0)',
    ],
    ['b.io.Lex', '/app/vendor/b.io/lex.go:4', 'unknown'],
    [
      'other.io/toml.Lex',
      '/go/pkg/mod/other.io/toml@v1.0.0/lex.go:4',
      'outside module-cache other.io/toml@v1.0.0/lex.go',
    ],
  ],
);

table('module cache, GOROOT and GOPATH', SHOP, [
  [
    'github.com/BurntSushi/toml.Lex',
    '/go/pkg/mod/github.com/!burnt!sushi/toml@v1.2.0/lex.go:4',
    'outside module-cache github.com/!burnt!sushi/toml@v1.2.0/lex.go',
  ],
  [
    'github.com/BurntSushi/toml.Lex',
    'github.com/BurntSushi/toml@v1.2.0/lex.go:4',
    'outside module-cache github.com/!burnt!sushi/toml@v1.2.0/lex.go',
  ],
  [
    'github.com/BurntSushi/toml.Lex',
    'C:\\Users\\me\\go\\pkg\\mod\\github.com\\!burnt!sushi\\toml@v1.2.0\\lex.go:4',
    'outside module-cache github.com/!burnt!sushi/toml@v1.2.0/lex.go',
  ],
  [
    'github.com/BurntSushi/toml.Lex',
    '/app/vendor/github.com/BurntSushi/toml/lex.go:4',
    'outside module-cache github.com/!burnt!sushi/toml@v1.2.0/lex.go',
  ],
  ['runtime.selectgo', '/usr/local/go/src/runtime/select.go:4', 'outside goroot runtime/select.go'],
  ['container/list.New', 'container/list/list.go:4', 'outside goroot container/list/list.go'],
  ['os.Open', 'C:/Program Files/Go/src/os/file.go:4', 'outside goroot os/file.go'],
  ['old.io/lib.F', '/home/me/go/src/old.io/lib/lib.go:4', 'outside gopath old.io/lib/lib.go'],
  [
    'x.io/cart.New',
    '/go/pkg/mod/x.io/cart@v1.0.0/cart/cart.go:8',
    'outside module-cache x.io/cart@v1.0.0/cart/cart.go',
  ],
  ['acme.io/shop/cart.(*Cart).Len', '<autogenerated>:1', 'unknown'],
  ['main.main', '_testmain.go:49', 'unknown'],
  ['main._Cfunc_x', '_cgo_gotypes.go:40', 'unknown'],
  ['', ':0', 'unknown'],
]);

table(
  'GOPATH in the workspace',
  { 'src/old.io/lib/lib.go': source('lib', 'New'), 'lib/lib.go': source('lib', 'New') },
  [['old.io/lib.New', '/home/me/go/src/old.io/lib/lib.go:4', 'gopath src/old.io/lib/lib.go:4']],
);

table(
  'end of the path and package, without go.mod',
  {
    'services/shop/internal/cart/cart.go': source('cart', 'New'),
    'services/old/internal/cart/cart.go': source('cart', 'New'),
    'top.go': source('shop', 'Top'),
    'wrong/pay/pay.go': source('other', 'Pay'),
    'cmd/run.go': source('main', 'main'),
    'twin/a/x/x.go': source('x', 'X'),
    'twin/b/x/x.go': source('x', 'X'),
  },
  [
    [
      'acme.io/shop/internal/cart.New',
      '/ci/services/shop/internal/cart/cart.go:4',
      'suffix-and-package services/shop/internal/cart/cart.go:4',
    ],
    [
      'acme.io/shop/internal/cart.New',
      'C:\\ci\\shop\\internal\\cart\\cart.go:4',
      'suffix-and-package services/shop/internal/cart/cart.go:4',
    ],
    ['acme.io/shop.Top', '/app/top.go:4', 'suffix-and-package top.go:4'],
    ['acme.io/store.Top', '/app/top.go:4', 'unknown'],
    ['acme.io/pay.Pay', '/app/pay/pay.go:4', 'unknown'],
    ['acme.io/internal/cart.Gone', '/ci/shop/internal/cart/cart.go:4', 'unknown'],
    ['acme.io/shop/internal/cart.New', '/ci/services/shop/internal/cart/cart.go:99', 'unknown'],
    ['main.main', '/app/cmd/run.go:4', 'suffix-and-package cmd/run.go:4'],
    ['main.main', '/app/other/run.go:4', 'unknown'],
    ['acme.io/x.X', '/app/x/x.go:4', 'tied twin/a/x/x.go twin/b/x/x.go'],
    ['acme.io/x/v2.X', '/app/x/x.go:4', 'tied twin/a/x/x.go twin/b/x/x.go'],
  ],
);

table(
  'folder map',
  { 'go.mod': 'module new.io/shop\n', 'services/cart/cart.go': source('cart', 'New') },
  [
    ['old.io/cart.New', '/app/cart/cart.go:4', 'folder-map services/cart/cart.go:4'],
    ['old.io/cart.New', 'c:\\app\\cart\\cart.go:4', 'folder-map services/cart/cart.go:4'],
    [
      'old.io/cart.New',
      '/app/cart/cart.go:8',
      'stale folder-map services/cart/cart.go: the file has 5 lines, the dump names line 8',
    ],
    ['old.io/cart.New', '/apple/cart/gone.go:4', 'unknown'],
    ['x.io/lib.New', '/libs/x/lib.go:4', 'outside mapped /home/me/libs/x/lib.go'],
  ],
  {
    folderMap: [
      { from: '/app', to: 'services' },
      { from: 'C:\\app\\', to: 'services' },
      { from: '/libs', to: '/home/me/libs/' },
    ],
  },
);

table(
  'same path',
  { 'a/go.mod': 'module a\n', 'a/cart.go': source('cart', 'New'), 'b/cart.go': source('cart', 'New') },
  [
    ['x.io/cart.New', '/home/me/b/cart.go:4', 'same-path b/cart.go:4'],
    ['x.io/cart.New', 'C:\\me\\a\\cart.go:4', 'same-path a/cart.go:4'],
    ['x.io/cart.New', '/home/you/cart.go:4', 'unknown'],
  ],
  {
    folders: [
      { prefix: 'a', absolute: 'c:\\me\\a' },
      { prefix: 'b', absolute: '/home/me/b' },
    ],
  },
);

test('a file that cannot be read is found, unchecked', async () => {
  const index = await memoryIndex({ 'go.mod': 'module m.io/m\n', 'a.go': 'package m\n' });
  const blind = { ...index, goFile: async () => undefined };
  const resolver = createResolver(blind, { folderMap: [], folders: [], roots: [] });
  const answer = await resolver.resolve({ function: 'm.io/m.F', file: '/x/a.go', line: 3 });
  assert.ok(answer.kind === 'found' && answer.fit === 'unchecked');
});

test('a stale answer tells where the function is now', async () => {
  const index = await memoryIndex(SHOP);
  const resolver = createResolver(index, { folderMap: [], folders: [], roots: [] });
  const answer = await resolver.resolve({
    function: 'acme.io/shop/cart.New',
    file: '/app/cart/cart.go',
    line: 4,
  });
  assert.ok(answer.kind === 'stale');
  assert.deepEqual(answer.function, { line: 7, endLine: 9 });
});
