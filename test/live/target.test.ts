// Does every way to write a service's address lead to its debug endpoint, and no other scheme anywhere?
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readServer, readTarget } from '../../src/live/target.ts';

test('every way to write it', () => {
  for (const [written, base] of [
    ['localhost:6060', 'http://localhost:6060/debug/pprof/'],
    ['http://h', 'http://h/debug/pprof/'],
    ['http://h:6060/debug/pprof', 'http://h:6060/debug/pprof/'],
    ['https://h/x/debug/pprof/heap?gc=1', 'https://h/x/debug/pprof/'],
    ['http://h:6060/internal/profiles', 'http://h:6060/internal/profiles/'],
    [' http://[::1]:6060 ', 'http://[::1]:6060/debug/pprof/'],
    ['http://user:pass@h:1/', 'http://h:1/debug/pprof/'],
  ])
    assert.equal(readTarget(written).base, base, written);
  assert.equal(readServer('http://h:4040').base, 'http://h:4040/');
  assert.equal(readServer('http://h/a/b?x=1').base, 'http://h/a/b/');
});

test('a user in the address becomes a header and leaves the address', () => {
  assert.deepEqual(readTarget('http://us%C3%A9r:p%40ss@h:1').headers, [
    ['authorization', `Basic ${Buffer.from('usér:p@ss').toString('base64')}`],
  ]);
});

test('other schemes are refused in words', () => {
  for (const written of ['file:///etc/passwd', 'ftp://h/', 'unix:///run/x', '', 'http://', 'http://a b'])
    assert.throws(() => readTarget(written), /only http and https|no address of a server/, written);
});

test('addresses where clouds keep credentials are warned about', () => {
  for (const host of ['169.254.169.254', 'metadata.google.internal', '[fe80::1]', '0xa9fea9fe'])
    assert.notEqual(readTarget(`http://${host}/`).warning, '', host);
  for (const host of ['localhost', '10.0.0.1', 'h.example'])
    assert.equal(readTarget(`http://${host}/`).warning, '', host);
});
