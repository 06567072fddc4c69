// How are findings told in Chinese: titles, reasons, fixes, and what would refute them?

import type { Pair } from '../translator.ts';

/** Functions that are not told by a name alone. */
export const NAMES: readonly Pair[] = [
  ['this function', '此函数'],
  ['a function literal in {0}', '{0} 中的函数字面量'],
  ['the function literal here', '此处的函数字面量'],
  ['{0:name} and {1:name}', '{0} 和 {1}'],
];

export const FINDINGS: readonly Pair[] = [
  ['Memory held below {0:name} grows', '{0} 之下持有的内存不断增长'],
  ['Most of the memory is held below {0:name}', '大部分内存由 {0} 之下的代码持有'],
  [
    'What is allocated here is still reachable: something keeps it.',
    '此处分配的对象仍然可达：有地方一直引用着它们。',
  ],
  [
    'Find what keeps the objects (a map, a slice, a cache, a goroutine); bound it, or drop them after use.',
    '找出引用这些对象的地方（map、切片、缓存或 goroutine），为其设置上限，或在用完后释放。',
  ],
  [
    'A heap a minute later in which this line holds no more: curl -so heap.pprof http://HOST/debug/pprof/heap?gc=1',
    '一分钟后的堆中，这一行持有的内存没有变多： curl -so heap.pprof http://HOST/debug/pprof/heap?gc=1',
  ],
  ['{0:name} uses much of the CPU', '{0} 占用大量 CPU'],
  ['Much of the sampled CPU time is spent below this line.', '采样到的 CPU 时间有很大一部分花在这一行之下。'],
  [
    'Do the work once and keep the result, or do less of it for each call.',
    '只计算一次并保留结果，或减少每次调用的工作量。',
  ],
  [
    'A longer CPU profile under the usual load in which this line is small: curl -so cpu.pprof http://HOST/debug/pprof/profile?seconds=30',
    '在平常负载下采集更长的 CPU profile，这一行占比很小： curl -so cpu.pprof http://HOST/debug/pprof/profile?seconds=30',
  ],
  ['Goroutines queue for the lock that {0:name} holds', 'goroutine 在排队等待 {0} 持有的锁'],
  ['The lock released here kept others waiting.', '在此处释放的锁让其他 goroutine 一直等待。'],
  [
    'Hold the lock for less: move slow work out of it, or split what it guards.',
    '缩短持锁时间：把慢操作移到锁外，或拆分锁所保护的数据。',
  ],
  [
    'A mutex profile under the usual load in which this line has little delay: curl -so mutex.pprof http://HOST/debug/pprof/mutex',
    '在平常负载下采集的互斥锁 profile 中，这一行的延迟很小： curl -so mutex.pprof http://HOST/debug/pprof/mutex',
  ],
  ['{0:name} keeps a thread for each call', '{0} 的每次调用都占住一个线程'],
  [
    'Each goroutine here holds an operating-system thread: threads are not given back while it is in the call, or locked.',
    '这里的每个 goroutine 都占用一个操作系统线程：调用未返回或线程被锁定期间，线程不会归还。',
  ],
  [
    'Bound how many run at once (a semaphore or a few workers), give the call a time limit, and unlock threads that are no longer needed.',
    '限制并发数量（信号量或少量 worker），为调用设置时限，并解锁不再需要的线程。',
  ],
  [
    'A threadcreate total that stays the same a minute later: curl -s http://HOST/debug/pprof/threadcreate?debug=1',
    '一分钟后 threadcreate 的总数没有变化： curl -s http://HOST/debug/pprof/threadcreate?debug=1',
  ],
  [
    '{0:name} starts goroutines by the thousand, and they end at once',
    '{0} 成千上万地启动 goroutine，而它们随即结束',
  ],
  ['This is no leak: they end.', '这不是泄漏：它们会结束。'],
  [
    'But each costs a stack, scheduling and work for the collector.',
    '但每个 goroutine 都有栈、调度和垃圾回收的开销。',
  ],
  [
    'Let a fixed number of workers take the items, or bound the goroutines with a semaphore (errgroup.SetLimit).',
    '由固定数量的 worker 处理任务，或用信号量（errgroup.SetLimit）限制 goroutine 数量。',
  ],
  [
    'A trace under the usual load with few births below this line: curl -so trace.out http://HOST/debug/pprof/trace?seconds=1',
    '在平常负载下采集的 trace 中，这一行之下很少创建 goroutine： curl -so trace.out http://HOST/debug/pprof/trace?seconds=1',
  ],
  ['{0:name} allocates much that is thrown away again', '{0} 分配了大量随即丢弃的内存'],
  [
    'What is allocated below this line is garbage soon after: it costs CPU to make, and to collect.',
    '这一行之下分配的对象很快成为垃圾：分配和回收都要消耗 CPU。',
  ],
  [
    'Make it once and keep it, reuse buffers, or give slices and builders their size at the start.',
    '只创建一次并保留、复用缓冲区，或在一开始就为切片和 builder 指定容量。',
  ],
  [
    'An allocs profile under the usual load in which this line is small: curl -so allocs.pprof http://HOST/debug/pprof/allocs',
    '在平常负载下采集的 allocs profile 中，这一行占比很小： curl -so allocs.pprof http://HOST/debug/pprof/allocs',
  ],
  ['The collector uses much of the CPU; {0:name} feeds it', '垃圾回收占用大量 CPU，垃圾主要来自 {0}'],
  [
    'The program allocates faster than the collector can run beside it.',
    '程序分配内存的速度超过了垃圾回收器的处理速度。',
  ],
  ['This line allocates most.', '这一行分配得最多。'],
  [
    'Allocate less here (reuse, preallocate, keep results), or give the heap more room: GOGC, GOMEMLIMIT.',
    '减少此处的分配（复用、预分配、保留结果），或给堆更多空间：GOGC、GOMEMLIMIT。',
  ],
  [
    'A CPU profile in which runtime.gcBgMarkWorker and gcAssistAlloc are small: curl -so cpu.pprof http://HOST/debug/pprof/profile?seconds=30',
    'CPU profile 中 runtime.gcBgMarkWorker 和 gcAssistAlloc 占比很小： curl -so cpu.pprof http://HOST/debug/pprof/profile?seconds=30',
  ],
  ['Goroutines wait long in {0:name}', 'goroutine 在 {0} 中长时间等待'],
  [
    'Waits that ended are long below this line; those that never end are in no such profile.',
    '这一行之下已结束的等待很长；永不结束的等待不会出现在这类 profile 中。',
  ],
  [
    'Look for what they wait for: who sends, signals or unlocks it late; bound the wait by a context.',
    '查明它们在等什么：是谁迟迟不发送、不通知或不解锁；并用 context 限制等待时间。',
  ],
  [
    'A block profile under the usual load in which this line has little delay: curl -so block.pprof http://HOST/debug/pprof/block',
    '在平常负载下采集的阻塞 profile 中，这一行的延迟很小： curl -so block.pprof http://HOST/debug/pprof/block',
  ],
  ['{0:phrase} in {1:name} {2:phrase}: the work stands still', '{1} 中的{0}{2}：工作停滞不前'],
  ['The goroutine', ' goroutine '],
  ['All {0:n} goroutines', '全部 {0} 个 goroutine '],
  ['cannot send', '无法发送'],
  ['cannot get the lock', '拿不到锁'],
  [
    'The channel is full, and whoever should receive has left, or waits as well.',
    '通道已满，而接收方已经退出，或者也在等待。',
  ],
  [
    'Whoever holds the lock waits as well, or left without unlocking it.',
    '持锁者也在等待，或者没有解锁就退出了。',
  ],
  [
    'Look at the receivers of this channel: let them go on after an error, and select on ctx.Done() beside the send.',
    '检查该通道的接收方：让它们在出错后继续接收，并在发送的同时 select ctx.Done()。',
  ],
  [
    'Take several locks in one order everywhere, defer each Unlock, and never wait with a lock held.',
    '各处都按同一顺序获取多把锁，用 defer 执行每个 Unlock，并且不要在持锁时等待。',
  ],
  [
    'The same goroutine numbers no longer at this line a minute later: curl -so goroutines.txt http://HOST/debug/pprof/goroutine?debug=2',
    '一分钟后，相同编号的 goroutine 已不在这一行： curl -so goroutines.txt http://HOST/debug/pprof/goroutine?debug=2',
  ],
];
