import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseCommand } from '../../src/cli/arguments.ts';
import { parseBytes, parseCount, parseDuration, parseRate } from '../../src/live/quantities.ts';
import { readTriggers } from '../../src/live/triggers.ts';

const messageOf = (...argv: string[]): string => {
  const command = parseCommand(argv);
  return command.command === 'wrong' ? command.message : command.command;
};

test('capture takes an address and has its usual pace', () => {
  const command = parseCommand(['capture', 'localhost:6060']);
  assert.ok(command.command === 'capture');
  const { from, forMs, everyMs, traceSeconds, report, watch, server } = command;
  assert.deepEqual(from, { kind: 'url', url: 'localhost:6060' });
  assert.deepEqual([forMs, everyMs, traceSeconds, report, watch], [15_000, 5000, 1, false, undefined]);
  assert.deepEqual([server.headers, server.follow, server.ca], [[], false, undefined]);
});

test('capture takes a pod, a pace, triggers and headers', () => {
  const argv = '--pod shop/orders-1:6060 --context prod --for 1m --every 500ms --cpu 0 --watch --heap 1.5GB';
  const command = parseCommand([
    'capture',
    ...argv.split(' '),
    '--header',
    'X-A: b c',
    '--goroutine-slope',
    '5/s',
  ]);
  assert.ok(command.command === 'capture');
  assert.deepEqual(command.from, {
    kind: 'pod',
    pod: { namespace: 'shop', pod: 'orders-1', port: 6060, context: 'prod' },
  });
  assert.deepEqual([command.forMs, command.everyMs, command.cpuSeconds], [60_000, 500, 0]);
  assert.deepEqual(command.watch!.triggers, { heapBytes: 1.5 * 1024 ** 3, goroutinesPerSecond: 5 });
  assert.deepEqual(command.server.headers, [['x-a', 'b c']]);
});

test('fleet takes what is asked, of whom, and which time', () => {
  const argv = [
    'fleet',
    'judge',
    'http://h:4040',
    '--select',
    'service_name="x"',
    '--tenant',
    'fx',
    '--worst',
    '7',
  ];
  const command = parseCommand([...argv, '--from', '2026-11-23T20:00:00Z', '--to', '2026-11-23T21:00:00Z']);
  assert.ok(command.command === 'fleet');
  assert.deepEqual([command.action, command.selector, command.worst], ['judge', '{service_name="x"}', 7]);
  assert.equal(command.time.endMs! - command.time.startMs!, 3_600_000);
  assert.deepEqual(command.server.headers, [['x-scope-orgid', 'fx']]);
});

describe('what is missing or wrong is said', () => {
  const cases: readonly [string, RegExp][] = [
    ['capture', /needs a URL, or --pod/],
    ['capture a b', /one URL/],
    ['capture a --pod n/p:1', /needs a URL, or --pod/],
    ['capture --pod n/p', /NAMESPACE\/POD:PORT, not "n\/p"/],
    ['capture a --for soon', /--for: "soon"/],
    ['capture a --every 1ms', /at least 200ms/],
    ['capture a --heap 1GB', /are for --watch/],
    ['capture a --watch', /--watch needs/],
    ['capture a --watch --heap-slope 5MB', /--heap-slope: "5MB"/],
    ['capture a --header nonsense', /--header is 'Name: value'/],
    ['capture a --format xml', /text or json/],
    ['capture a --wat', /--wat/],
    ['fleet', /one of types, labels, rank/],
    ['fleet rank', /takes one URL/],
    ['fleet rank h --select a', /is no selector/],
    ['fleet rank h --engine x', /pyroscope or parca/],
    ['fleet rank h --last 1h --from 2026-01-01', /not both/],
    ['fleet judge h --worst 0', /from 1 to 50/],
  ];
  for (const [line, words] of cases) test(line, () => assert.match(messageOf(...line.split(' ')), words));

  test('a header cannot smuggle in another', () => {
    assert.match(messageOf('capture', 'a', '--header', 'X: a\r\nY: b'), /--header is/);
  });
});

test('quantities', () => {
  assert.deepEqual(['30s', '500ms', '2m', '1h', '15', '1.5s', '0'].map(parseDuration), [
    ...[30_000, 500, 120_000, 3_600_000, 15_000, 1500, 0],
  ]);
  assert.deepEqual(['', '-1s', '1w', 's', '1e3'].map(parseDuration), Array(5).fill(undefined));
  assert.deepEqual(['500MB', '1 kb', '7', '5 parsecs'].map(parseBytes), [
    500 * 1024 ** 2,
    1024,
    7,
    undefined,
  ]);
  assert.deepEqual(['10', '1.5', '-1'].map(parseCount), [10, undefined, undefined]);
  assert.deepEqual(
    [parseRate('5MB/s', parseBytes), parseRate('5MB', parseBytes)],
    [5 * 1024 ** 2, undefined],
  );
});

test('triggers in one line of text', () => {
  assert.deepEqual(readTriggers('goroutines > 10000, heap 1GB, goroutines 100/s, heap 5MB/s'), {
    ...{
      goroutines: 10_000,
      heapBytes: 1024 ** 3,
      goroutinesPerSecond: 100,
      heapBytesPerSecond: 5 * 1024 ** 2,
    },
  });
  for (const wrong of ['', 'goroutines', 'goroutines 5MB', 'threads 5', 'heap 1GB,'])
    assert.equal(typeof readTriggers(wrong), 'string', wrong);
});
