// Are the exported functions that start a goroutine told from those that do not?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { functionsLeadingTo } from '../../src/source/package-call-graph.ts';
import { rankedUsages } from '../../src/source/rank-usages.ts';
import { memoryIndex } from './memory-workspace.ts';

const WHEEL = `package cache

func NewWheel(n int) *Wheel { return newWheel(n, nil) }

func newWheel(n int, t *Ticker) *Wheel {
	w := &Wheel{}
	go w.run()
	return w
}

func (w *Wheel) run() { for { w.tick() } }
func (w *Wheel) tick() {}
func (w *Wheel) Stop() {}
`;
const CACHE = `package cache

func NewCache() *Cache {
	c := &Cache{}
	// go w.run() only in words
	c.wheel = NewWheel(3)
	go func() { c.stats() }()
	return c
}

func NewSafeMap() *SafeMap { return &SafeMap{} }

func Shared() *Cache { return once.Do(NewCache()) }

func (c *Cache) Restart() { c.start() }
func (c *Cache) start() { pool.Go(c.sweep) }
func (c *Cache) sweep() {}
func (s *SafeMap) Stop() {}
`;

const leading = (start: string) =>
  functionsLeadingTo(start, [WHEEL, CACHE]).map((l) => `${l.name} ${l.steps}`);

test('through helpers to the go statement', () => {
  assert.deepEqual(leading('l.io/cache.(*Wheel).run'), ['NewWheel 1', 'NewCache 2', 'Shared 3']);
});
test('a wrapper’s or a closure’s name tells the function around it', () => {
  assert.deepEqual(leading('l.io/cache.newWheel.gowrap1'), ['NewWheel 1', 'NewCache 2', 'Shared 3']);
  assert.deepEqual(leading('l.io/cache.NewCache.func1'), ['NewCache 0', 'Shared 1']);
});
test('a method that is handed to what starts it', () => {
  assert.deepEqual(leading('l.io/cache.(*Cache).sweep'), ['Cache.Restart 1']);
});
test('a function that nothing starts', () => {
  assert.deepEqual(leading('l.io/cache.(*Wheel).Stop'), []);
  assert.deepEqual(leading('l.io/cache.none'), []);
});

test('vendored sources decide between uses that look alike', async () => {
  const index = await memoryIndex({
    'go.mod': 'module m\n',
    'vendor/l.io/cache/wheel.go': WHEEL,
    'vendor/l.io/cache/cache.go': CACHE,
    'a.go':
      'package m\n\nimport "l.io/cache"\n\nfunc A() { cache.NewSafeMap() }\n\nfunc B() { cache.Shared() }\n',
  });
  const [best] = await rankedUsages(index, { start: 'l.io/cache.(*Wheel).run', functions: [], active: [] });
  assert.equal(best.usage.name, 'Shared');
});
