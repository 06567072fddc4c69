// Are the names of Go functions taken apart rightly, in all the forms that dumps have?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  enclosingFunction,
  isConstructorName,
  isVariableInitialiser,
  isWrapper,
  mayBeCodeOf,
  nameParts,
  normaliseName,
  packageBaseName,
  packageOf,
  receiverOf,
  shortName,
} from '../../src/model/go-names.ts';

// name, package, enclosing function, short name
const NAMES: readonly (readonly [string, string, string, string])[] = [
  ['main.main', 'main', 'main.main', 'main.main'],
  ['main.main.gowrap1', 'main', 'main.main', 'main.main.gowrap1'],
  ['main.main.func1.2', 'main', 'main.main', 'main.main.func1.2'],
  ['runtime/pprof.Do', 'runtime/pprof', 'runtime/pprof.Do', 'pprof.Do'],
  ['net/http.(*conn).serve', 'net/http', 'net/http.(*conn).serve', 'http.(*conn).serve'],
  ['a.b/c/d.(*T).Run.func1', 'a.b/c/d', 'a.b/c/d.(*T).Run', 'd.(*T).Run.func1'],
  ['a.b/c/d.Value.Get', 'a.b/c/d', 'a.b/c/d.Value.Get', 'd.Value.Get'],
  ['a.b/c/d.(*T).Run-fm', 'a.b/c/d', 'a.b/c/d.(*T).Run', 'd.(*T).Run-fm'],
  ['a.b/c/d.Each-range1', 'a.b/c/d', 'a.b/c/d.Each', 'd.Each-range1'],
  ['a.b/c/d.Each.func1-range2.3', 'a.b/c/d', 'a.b/c/d.Each', 'd.Each.func1-range2.3'],
  ['a.b/c/d.init.0', 'a.b/c/d', 'a.b/c/d.init.0', 'd.init.0'],
  ['a.b/c/d.init.1.func1', 'a.b/c/d', 'a.b/c/d.init.1', 'd.init.1.func1'],
  ['a.b/c/d.init.func3', 'a.b/c/d', 'a.b/c/d.init', 'd.init.func3'],
  ['a.b/c/d.glob..func1', 'a.b/c/d', 'a.b/c/d.init', 'd.glob..func1'],
  ['a.b/c/d.F.deferwrap2', 'a.b/c/d', 'a.b/c/d.F', 'd.F.deferwrap2'],
  ['a.b/c/d.func1', 'a.b/c/d', 'a.b/c/d.func1', 'd.func1'],
  ['a.b/lru.New[go.shape.string,x.y/z.T].func1', 'a.b/lru', 'a.b/lru.New', 'lru.New[...].func1'],
  [
    'a.b/r/v2.(*Cache[[]uint8,map[string]x/y.T]).run',
    'a.b/r/v2',
    'a.b/r/v2.(*Cache).run',
    'r.(*Cache[...]).run',
  ],
  [
    'gopkg.in/n/log%2ev2.(*Logger).mill',
    'gopkg.in/n/log.v2',
    'gopkg.in/n/log.v2.(*Logger).mill',
    'log.(*Logger).mill',
  ],
  [
    'gopkg.in/n/log.v2.(*Logger).mill',
    'gopkg.in/n/log.v2',
    'gopkg.in/n/log.v2.(*Logger).mill',
    'log.(*Logger).mill',
  ],
  ['p/vendor/a.b/c.F', 'p/vendor/a.b/c', 'p/vendor/a.b/c.F', 'c.F'],
  ['type:.eq.a.b/c.T', 'a.b/c', 'a.b/c.T', 'c.T'],
  ['a.b/c_test.TestX', 'a.b/c_test', 'a.b/c_test.TestX', 'c_test.TestX'],
  ['pthread_cond_wait', '', 'pthread_cond_wait', 'pthread_cond_wait'],
  ['', '', '', ''],
];

for (const [name, pkg, enclosing, short] of NAMES) {
  test(`taken apart: ${name === '' ? '(empty)' : name}`, () => {
    assert.equal(packageOf(name), pkg);
    assert.equal(enclosingFunction(name), enclosing);
    assert.equal(shortName(name), short);
  });
}

test('parts of a method of a generic type', () => {
  assert.deepEqual(nameParts('a.b/c.(*Cache[int,string]).Add.func1.2'), {
    package: 'a.b/c',
    receiver: 'Cache',
    pointer: true,
    name: 'Add',
    closure: 'func1.2',
  });
});

test('a protobuf dump and a text dump of one process give one name', () => {
  assert.equal(
    normaliseName('g/lru.NewLRU[go.shape.string,go.shape.int].func1'),
    normaliseName('g/lru.NewLRU[...].func1'),
  );
  assert.equal(normaliseName('gopkg.in/lumberjack%2ev2.New'), 'gopkg.in/lumberjack.v2.New');
  assert.notEqual(normaliseName('a/b.F.func1'), normaliseName('a/b.F.func2'));
});

test('broken escapes and brackets stay readable', () => {
  assert.equal(packageOf('a/b%zz.F'), 'a/b%zz');
  assert.equal(packageOf('a/b.F[x'), 'a/b');
  assert.equal(packageOf('a/b.F]x'), 'a/b');
});

test('wrappers are told from closures', () => {
  assert.ok(isWrapper('a.F.gowrap1'));
  assert.ok(isWrapper('a.(*T).M-fm'));
  assert.ok(isWrapper('a.F.deferwrap3'));
  assert.ok(!isWrapper('a.F.func1'));
  assert.ok(!isWrapper('a.gowrap'));
});

test('a frame is code of the function that its name holds', () => {
  assert.ok(mayBeCodeOf('a/b.(*T).Run.func1', 'T', 'Run'));
  assert.ok(mayBeCodeOf('a/b.T.Run', 'T', 'Run'));
  assert.ok(mayBeCodeOf('a/b.Outer.Inner.func1', '', 'Inner'));
  assert.ok(!mayBeCodeOf('a/b.(*T).Run', 'U', 'Run'));
  assert.ok(!mayBeCodeOf('a/b.(*T).Run', 'T', 'Runner'));
  assert.ok(isVariableInitialiser('a/b.init.func1'));
  assert.ok(isVariableInitialiser('a/b.glob..func1'));
  assert.ok(isVariableInitialiser('a/b.map.init.0'));
  assert.ok(!isVariableInitialiser('a/b.init.0'));
});

test('the name of a package is told from its import path', () => {
  assert.equal(packageBaseName('github.com/dgraph-io/ristretto/v2'), 'ristretto');
  assert.equal(packageBaseName('gopkg.in/yaml.v3'), 'yaml');
  assert.equal(packageBaseName('v2'), 'v2');
});

test('constructors are told by their names', () => {
  for (const name of [
    'a/b.New',
    'a/b.NewCache',
    'a/b.newCacheStat',
    'a/b.MustOpen',
    'a/b.DialContext',
    'a/b.New[...]',
  ])
    assert.ok(isConstructorName(name), name);
  for (const name of ['a/b.Newest', 'a/b.(*T).New', 'a/b.Opener', 'a/b.Run', 'a/b.Starting'])
    assert.ok(!isConstructorName(name), name);
  assert.equal(receiverOf('a/b.(*T[...]).Run.func1'), 'T');
  assert.equal(receiverOf('a/b.Run'), '');
});
