// Which events does a trace of Go 1.11 to 1.21 know?
// Source: internal/trace of Go 1.21, described again in Go 1.26's internal/trace/internal/tracev1.
//
// A time stands first in every event but BATCH, FREQUENCY, STACK, STRING and TIMER_GOROUTINE.

export const BATCH = 1;
export const FREQUENCY = 2;
export const STACK = 3;
export const GOMAXPROCS = 4;
export const GC_START = 7;
export const GC_DONE = 8;
export const STW_START = 9;
export const STW_DONE = 10;
export const SWEEP_START = 11;
export const SWEEP_DONE = 12;
export const GO_CREATE = 13;
export const GO_START = 14;
export const GO_END = 15;
export const GO_STOP = 16;
export const GO_SCHED = 17;
export const GO_PREEMPT = 18;
export const GO_SLEEP = 19;
export const GO_BLOCK = 20;
export const GO_UNBLOCK = 21;
export const GO_BLOCK_SEND = 22;
export const GO_BLOCK_RECV = 23;
export const GO_BLOCK_SELECT = 24;
export const GO_BLOCK_SYNC = 25;
export const GO_BLOCK_COND = 26;
export const GO_BLOCK_NET = 27;
export const GO_SYSCALL = 28;
export const GO_SYS_EXIT = 29;
export const GO_SYS_BLOCK = 30;
export const GO_WAITING = 31;
export const GO_IN_SYSCALL = 32;
export const HEAP_ALLOC = 33;
export const HEAP_GOAL = 34;
export const TIMER_GOROUTINE = 35;
export const STRING = 37;
export const GO_START_LOCAL = 38;
export const GO_UNBLOCK_LOCAL = 39;
export const GO_SYS_EXIT_LOCAL = 40;
export const GO_START_LABEL = 41;
export const GO_BLOCK_GC = 42;
export const ASSIST_START = 43;
export const ASSIST_DONE = 44;
export const TASK_CREATE = 45;
export const TASK_END = 46;
export const REGION = 47;
export const USER_LOG = 48;
export const CPU_SAMPLE = 49;
export const KINDS = 50;

/** Why a goroutine waits after an event, in the words that newer traces use. */
export const WAIT_REASONS: ReadonlyMap<number, string> = new Map([
  [GO_STOP, 'forever'],
  [GO_SLEEP, 'sleep'],
  [GO_BLOCK, ''],
  [GO_BLOCK_SEND, 'chan send'],
  [GO_BLOCK_RECV, 'chan receive'],
  [GO_BLOCK_SELECT, 'select'],
  [GO_BLOCK_SYNC, 'sync'],
  [GO_BLOCK_COND, 'sync.(*Cond).Wait'],
  [GO_BLOCK_NET, 'network'],
  [GO_BLOCK_GC, 'GC mark assist wait for work'],
]);

/** Why the program was stopped, by the number in an event of header 21. */
const STOPS = [
  '',
  'GC mark termination',
  'GC sweep termination',
  'write heap dump',
  'goroutine profile',
  'goroutine profile cleanup',
  'all goroutine stack trace',
  'read mem stats',
  'AllThreadsSyscall',
  'GOMAXPROCS',
  'start trace',
  'stop trace',
  'CountPagesInUse (test)',
  'ReadMetricsSlow (test)',
  'ReadMemStatsSlow (test)',
  'PageCachePagesLeaked (test)',
  'ResetDebugLog (test)',
];
const FIRST_WITH_STOPS = 21;

/** Why the program was stopped. Before header 21 only collections say so, with numbers one lower. */
export function stopReason(version: number, kind: number): string {
  return STOPS[version < FIRST_WITH_STOPS ? kind + 1 : kind] ?? '';
}
