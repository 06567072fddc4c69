// Which events does a trace of Go 1.22 or later know, and how many numbers has each?
// Source: internal/trace/tracev2 of Go 1.26.

export const EVENT_BATCH = 1;
export const STACKS = 2;
export const STACK = 3;
export const STRINGS = 4;
export const STRING = 5;
export const CPU_SAMPLES = 6;
export const CPU_SAMPLE = 7;
export const FREQUENCY = 8;
export const PROCS_CHANGE = 9;
export const PROC_START = 10;
export const PROC_STOP = 11;
export const PROC_STEAL = 12;
export const PROC_STATUS = 13;
export const GO_CREATE = 14;
export const GO_CREATE_SYSCALL = 15;
export const GO_START = 16;
export const GO_DESTROY = 17;
export const GO_DESTROY_SYSCALL = 18;
export const GO_STOP = 19;
export const GO_BLOCK = 20;
export const GO_UNBLOCK = 21;
export const GO_SYSCALL_BEGIN = 22;
export const GO_SYSCALL_END = 23;
export const GO_SYSCALL_END_BLOCKED = 24;
export const GO_STATUS = 25;
export const STW_BEGIN = 26;
export const STW_END = 27;
export const GC_ACTIVE = 28;
export const GC_BEGIN = 29;
export const GC_END = 30;
export const SWEEP_ACTIVE = 31;
export const SWEEP_BEGIN = 32;
export const SWEEP_END = 33;
export const ASSIST_ACTIVE = 34;
export const ASSIST_BEGIN = 35;
export const ASSIST_END = 36;
export const HEAP_ALLOC = 37;
export const HEAP_GOAL = 38;
export const GO_LABEL = 39;
export const TASK_BEGIN = 40;
export const TASK_END = 41;
export const REGION_BEGIN = 42;
export const REGION_END = 43;
export const USER_LOG = 44;
export const GO_SWITCH = 45;
export const GO_SWITCH_DESTROY = 46;
export const GO_CREATE_BLOCKED = 47;
export const GO_STATUS_STACK = 48;
export const EXPERIMENTAL_BATCH = 49;
export const SYNC = 50;
export const CLOCK_SNAPSHOT = 51;
export const END_OF_GENERATION = 52;

/** In {@link NUMBERS}: not an event of an events batch. */
export const UNKNOWN = 255;

/** Numbers after the kind byte of each timed event, its time delta included. */
export const NUMBERS: Uint8Array = numbersPerKind();

function numbersPerKind(): Uint8Array {
  const table = new Uint8Array(256).fill(UNKNOWN);
  // kinds 9 to 48, then the allocation experiment's 128 to 136
  const counts = [
    3, 3, 1, 4, 3, 4, 2, 3, 1, 1, 3, 3, 4, 3, 1, 1, 4, 3, 1, 2, 3, 2, 2, 2, 3, 2, 2, 1, 2, 2, 2, 5, 3, 4, 4,
    5, 3, 3, 4, 5,
  ];
  table.set(counts, PROCS_CHANGE);
  table.set([4, 4, 2, 3, 3, 2, 3, 3, 2], 128);
  return table;
}
