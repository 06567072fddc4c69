// Is the verdict right for ways to leak that no labelled incident has? Each is drawn as its dumps would show it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findSuspicions, judge } from '../../src/analysis/judge.ts';
import type { Dump } from '../../src/model/dump.ts';
import type { Finding } from '../../src/model/finding.ts';
import { isLeakVerdict } from '../../src/model/finding.ts';
import type { Profile } from '../../src/model/profile.ts';
import {
  type DrawnListed,
  drawListing,
  drawProfile,
  drawTrace,
  evenly,
  factsOf,
} from '../support/draw-dumps.ts';

const HEAP = ['alloc_objects count', 'alloc_space bytes', 'inuse_objects count', 'inuse_space bytes'];
const SITE = 'app/h.Serve@/app/h.go:30 < net/http.HandlerFunc.ServeHTTP';

function findings(dumps: Readonly<Record<string, Dump>>): Finding[] {
  const facts = factsOf(dumps);
  const locate = ({ file, line, function: fn }: { file: string; line: number; function: string }) =>
    ({ file, line, function: fn, mappedBy: 'same-path' }) as const;
  return judge(facts, findSuspicions(facts), { locate, usages: () => [] }).map((j) => j.finding);
}

function culprit(dumps: Readonly<Record<string, Dump>>): Finding {
  const [first] = findings(dumps);
  assert.ok(first, 'nothing was said');
  return first;
}

const at = (second: number, dump: Profile): Profile => ({ ...dump, timeNanos: BigInt(second) * 10n ** 9n });
/** Two goroutine profiles, in which those of a stack go from 40 to 400. */
const growing = (stack: string) => ({
  first: at(10, drawProfile('goroutine', ['goroutine count'], `40 ${stack}`)),
  later: at(70, drawProfile('goroutine', ['goroutine count'], `400 ${stack}`)),
});
/** A second of births at one line, none of which ends. */
const births = (start: string, stack: string) =>
  drawTrace(1000, [{ start, stack, births: evenly(200, 1000), lifeMs: null }]);
/** Two heaps a minute apart: what a stack holds grows to 60 MB, all of what it allocates. */
const holding = (stack: string) => ({
  before: at(10, drawProfile('heap', HEAP, `9 5e6 9 5e6 ${stack}\n9 90e6 9 4e6 app/other.Work`)),
  after: at(70, drawProfile('heap', HEAP, `99 60e6 99 60e6 ${stack}\n99 900e6 9 4e6 app/other.Work`)),
});
const listed = (count: number, state: string, stack: string, createdBy = ''): DrawnListed => ({
  ...{ count, state, stack, createdBy },
  minutes: 12,
});

function says(finding: Finding, kind: Finding['kind'], line: number, words: RegExp): void {
  const told = `${finding.title} ${finding.explanation} ${finding.fix}`;
  assert.deepEqual([finding.kind, finding.site.line], [kind, line], told);
  assert.match(told, words);
}

describe('libraries and packages that keep a goroutine for each thing', () => {
  const made: readonly [name: string, start: string, entry: string, words: RegExp][] = [
    ['a signal context', 'os/signal.NotifyContext.func1', 'os/signal.NotifyContext', /defer stop\(\)/],
    ['a command', 'os/exec.(*Cmd).watchCtx', 'os/exec.(*Cmd).Start', /Call Wait/],
    ['an HTTP/2 connection', 'net/http.(*http2ClientConn).readLoop', 'net/http.(*Client).Do', /HTTP\/2/],
    [
      'an informer',
      'k8s.io/apimachinery/pkg/util/wait.(*Group).Start.func1',
      'k8s.io/client-go/informers.(*sharedInformerFactory).Start',
      /called here|informer/,
    ],
    [
      'a watch',
      'k8s.io/apimachinery/pkg/watch.(*StreamWatcher).receive',
      'k8s.io/client-go/rest.(*Request).Watch',
      /watch\.Stop/,
    ],
    [
      'a work queue',
      'k8s.io/client-go/util/workqueue.(*delayingType[...]).waitingLoop',
      'k8s.io/client-go/util/workqueue.NewDelayingQueue',
      /ShutDown/,
    ],
    [
      'a Redis subscription',
      'github.com/redis/go-redis/v9.(*channel).initMsgChan.func1',
      'github.com/redis/go-redis/v9.(*PubSub).Channel',
      /pubsub\.Close/,
    ],
    [
      'a pgx pool',
      'github.com/jackc/pgx/v5/pgxpool.NewWithConfig.func3',
      'github.com/jackc/pgx/v5/pgxpool.New',
      /one pool/,
    ],
    [
      'a metric reader',
      'go.opentelemetry.io/otel/sdk/metric.NewPeriodicReader.func1',
      'go.opentelemetry.io/otel/sdk/metric.NewPeriodicReader',
      /meter provider/,
    ],
    ['a transaction', 'database/sql.(*Tx).awaitDone', 'database/sql.(*DB).BeginTx', /tx\.Rollback/],
    [
      'a NATS connection',
      'github.com/nats-io/nats%2ego.(*Conn).readLoop',
      'github.com/nats-io/nats%2ego.(*Options).Connect',
      /Drain/,
    ],
  ];
  for (const [name, start, entry, words] of made)
    test(`${name} for each call`, () => {
      const finding = culprit({ trace: births(start, `${entry} < ${SITE}`) });
      says(finding, 'goroutine-leak', 30, words);
      assert.ok(isLeakVerdict(finding), String(finding.confidence));
    });

  test('an informer is told by what it runs, as its start function is that of any group', () => {
    const stack =
      'runtime.selectgo < k8s.io/client-go/tools/cache.(*Reflector).watchHandler < k8s.io/apimachinery/pkg/util/wait.(*Group).Start.func1';
    const trace = births(
      'k8s.io/apimachinery/pkg/util/wait.(*Group).Start.func1',
      `k8s.io/client-go/informers.NewSharedInformerFactory < ${SITE}`,
    );
    says(culprit({ ...growing(stack), trace }), 'goroutine-leak', 30, /informer factory/);
  });
});

describe('waits that do not end', () => {
  const stuck: readonly [name: string, stack: string, words: RegExp][] = [
    [
      'for a slot of a semaphore',
      'runtime.selectgo < golang.org/x/sync/semaphore.(*Weighted).Acquire < app/q.Do@/app/q.go:9 < app/q.Run.func1@/app/q.go:5',
      /slot.*Release on every path/,
    ],
    [
      'for a place in a limited errgroup',
      'runtime.chansend1 < golang.org/x/sync/errgroup.(*Group).Go < app/q.Do@/app/q.go:9',
      /errgroup/,
    ],
    [
      'for the one call of a singleflight group',
      'sync.runtime_SemacquireWaitGroup < sync.(*WaitGroup).Wait < golang.org/x/sync/singleflight.(*Group).Do < app/q.Do@/app/q.go:9',
      /one shared call.*DoChan/,
    ],
    [
      'for a condition',
      'sync.runtime_notifyListWait < sync.(*Cond).Wait < app/q.Do@/app/q.go:9',
      /Broadcast/,
    ],
    [
      'for a Once',
      'sync.(*Mutex).Lock < sync.(*Once).doSlow < sync.(*Once).Do < app/q.Do@/app/q.go:9',
      /Once/,
    ],
    [
      'for an upstream that never answers',
      'runtime.selectgo < net/http.(*persistConn).roundTrip < net/http.(*Client).Do < app/q.Do@/app/q.go:9',
      /wait for an answer.*Timeout/,
    ],
    [
      'for a response that never ends',
      'runtime.selectgo < net/http.(*bodyEOFSignal).Read < io.ReadAll < app/q.Do@/app/q.go:9',
      /Timeout/,
    ],
    [
      "for the rest of a request's body",
      'internal/poll.runtime_pollWait < net/http.(*body).Read < io.ReadAll < app/q.Do@/app/q.go:9 < net/http.(*conn).serve',
      /ReadTimeout/,
    ],
    [
      'for a database connection',
      'runtime.selectgo < database/sql.(*DB).conn < app/q.Do@/app/q.go:9',
      /Close rows/,
    ],
    ['on a nil channel', 'runtime.block < app/q.Do@/app/q.go:9', /never come/],
    ['on a pipe', 'runtime.selectgo < io.(*pipe).write < app/q.Do@/app/q.go:9', /CloseWithError/],
    ['between two tries', 'runtime.gopark < time.Sleep < app/q.Do@/app/q.go:9', /Bound the attempts/],
    [
      'on a connection',
      'internal/poll.runtime_pollWait < net.(*conn).Read < app/q.Do@/app/q.go:9',
      /deadline/,
    ],
  ];
  for (const [name, stack, words] of stuck)
    test(name, () => {
      const finding = culprit(growing(stack));
      says(finding, 'goroutine-leak', 9, words);
      assert.ok(isLeakVerdict(finding));
    });

  test('are told by a listing alone, whose stacks leave out what waits', () => {
    const listing = drawListing([
      listed(3000, 'chan send', 'app/q.Put.func1@/app/q.go:8', 'app/q.Put@/app/q.go:7'),
      listed(1, 'running', 'app/main.main'),
    ]);
    const finding = culprit({ listing });
    says(finding, 'goroutine-leak', 7, /wait to send/);
    assert.equal(finding.figures.find((f) => f.label === 'the longest wait')?.value, '12 min');
  });

  test('are told of a nil channel by the state of a listing', () => {
    const stack = 'app/q.Get@/app/q.go:8';
    const finding = culprit({ l: drawListing([listed(3000, 'chan receive (nil chan)', stack)]) });
    assert.match(`${finding.title} ${finding.fix}`, /Make the channel/);
  });
});

describe('memory that grows without a goroutine', () => {
  const held: readonly [name: string, stack: string][] = [
    ['timers that start each other', 'time.AfterFunc < app/t.again@/app/t.go:12 < app/t.again.func1'],
    [
      'children of a context that are never cancelled',
      'context.(*cancelCtx).propagateCancel < context.WithCancel < app/t.each@/app/t.go:12',
    ],
    ['functions to be run after a context', 'context.AfterFunc < app/t.each@/app/t.go:12'],
    ['readers that pin their buffers', 'bufio.NewReaderSize < app/t.open@/app/t.go:12'],
    ['channels that are notified of signals', 'os/signal.Notify < app/t.each@/app/t.go:12'],
    [
      'instruments that are made for each call',
      'go.opentelemetry.io/otel/sdk/metric.(*meter).Int64Counter < app/t.each@/app/t.go:12',
    ],
  ];
  for (const [name, stack] of held)
    test(name, () => {
      const finding = culprit(holding(stack));
      says(finding, 'memory-growth', 12, /grows/);
      assert.ok(isLeakVerdict(finding), String(finding.confidence));
    });
});

test('a pool that never gets back what it gave makes garbage', () => {
  const heap = drawProfile(
    'allocs',
    HEAP,
    `9e5 900e6 9 1e6 bytes.NewBuffer < app/p.init.func1@/app/p.go:4 < sync.(*Pool).Get < app/p.Use@/app/p.go:9
     9e3 50e6 9 1e6 app/other.Work`,
  );
  says(culprit({ heap }), 'hot-alloc', 4, /thrown away/);
});

test('threads that are in C for ever are a leak of threads', () => {
  const threads = drawProfile('threadcreate', ['threadcreate count'], '240');
  const stack = 'runtime.cgocall < app/c._Cfunc_wait < app/c.Ask@/app/c.go:20';
  const goroutines = drawProfile('goroutine', ['goroutine count'], `230 ${stack}`);
  const found = findings({ threads, goroutines });
  const thread = found.find((f) => f.kind === 'thread-leak');
  assert.ok(thread && isLeakVerdict(thread), JSON.stringify(found.map((f) => [f.kind, f.confidence])));
});

describe('healthy services that look alike', () => {
  const quiet = (dumps: Readonly<Record<string, Dump>>) =>
    assert.deepEqual(
      findings(dumps)
        .filter(isLeakVerdict)
        .map((f) => f.title),
      [],
    );

  test('connections of many clients to a server', () =>
    quiet({
      g: drawProfile(
        'goroutine',
        ['goroutine count'],
        '900 internal/poll.runtime_pollWait < bufio.(*Reader).Peek < net/http.(*conn).serve',
      ),
    }));
  test('one of each janitor', () =>
    quiet({
      g: drawProfile(
        'goroutine',
        ['goroutine count'],
        `1 runtime.selectgo < github.com/patrickmn/go-cache.(*janitor).Run
         1 runtime.chanrecv1 < os/signal.NotifyContext.func1
         1 runtime.selectgo < go.opentelemetry.io/otel/sdk/metric.NewPeriodicReader.func1`,
      ),
    }));
  test('a pool of workers that wait for work', () =>
    quiet({
      g: drawProfile('goroutine', ['goroutine count'], '400 runtime.chanrecv2 < app/pool.work@/app/p.go:9'),
    }));
  test('as many goroutines as before', () => {
    const stack = '300 runtime.selectgo < app/poll.wait@/app/poll.go:9';
    const moment = (s: number) => at(s, drawProfile('goroutine', ['goroutine count'], stack));
    quiet({ first: moment(10), later: moment(70) });
  });
  test('a cache at its bound', () => {
    const stack = 'app/cache.Put@/app/cache.go:9';
    quiet({
      before: at(10, drawProfile('heap', HEAP, `9e3 500e6 900 64e6 ${stack}`)),
      after: at(70, drawProfile('heap', HEAP, `9e4 5000e6 910 66e6 ${stack}`)),
    });
  });
});
