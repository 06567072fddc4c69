// How much is much? Every limit of the rules stands here, with its reason.

/** Goroutines of one line that a trace shows stuck. Below, pools of a few workers per core that start would match. */
export const MIN_STUCK = 10;

/** Share of the goroutines of one line, old enough to have ended, that have not: one call in ten that gets stuck is a leak. */
export const MIN_STUCK_SHARE = 0.1;

/** Share of the trace over which the stuck ones were born: a pool, or a burst, is born at one moment. */
export const MIN_SPREAD = 0.1;

/** Stuck goroutines, and length of a trace, at which half of the remaining doubt is gone. */
export const HALF_SURE_STUCK = 10;
export const HALF_SURE_WINDOW_NS = 50e6;

/** A crowd this large, derived from waits, is beyond any pool sized by cores. */
export const MIN_DERIVED_GOROUTINES = 100;
/** Derived goroutines at which half of the doubt about their number is gone: a service with some hundreds of long polls is well. */
export const HALF_SURE_DERIVED_GOROUTINES = 250;

/** Finished waits that a loop needs before its total says something about the age of the process. */
export const MIN_LOOP_WAITS = 50;

/** Goroutines at one place in one snapshot: below this, pools and keep-alive connections are the usual reason. */
export const MIN_CROWD = 100;

/** Goroutines in one snapshot at which a leak is as likely as not: services with as many healthy ones exist, but few. */
export const HALF_SURE_CROWD = 1000;

/** The same for goroutines of which a library starts one for each thing that is made, and which never end by themselves. */
export const MIN_KNOWN_CROWD = 30;
export const HALF_SURE_KNOWN_CROWD = 100;

/** Minutes of waiting that no request and no poll lasts. */
export const LONG_WAIT_MINUTES = 10;

/** Between two snapshots: goroutines more at one place, and how many times as many. */
export const MIN_GROWN_CROWD = 30;
export const HALF_SURE_GROWN_CROWD = 25;
/** What is there later, over what was there before. Less is within the ups and downs of a steady service. */
export const MIN_GROWTH_RATIO = 1.5;

/** Two moments this far apart, with as many goroutines but for this share: they did not become more meanwhile. */
export const MIN_STEADY_NS = 2e9;
export const STEADY_WITHIN = 0.02;

/** Goroutines that wait for one lock, of which none gets it: two can deadlock. Half sure with a handful, as pools have. */
export const MIN_STUCK_LOCK = 2;
export const HALF_SURE_STUCK_WORKERS = 5;
/** A lock, or a receiver, that is slower than this is no longer usual. */
export const MIN_STUCK_TRACE_NS = 50e6;

/** Between two heaps: bytes more below one line, and its share of the whole growth. Heap profiles sample every 512 KiB. */
export const MIN_GROWN_BYTES = 2 * 1024 * 1024;
export const HALF_SURE_GROWN_BYTES = 4 * 1024 * 1024;
export const MIN_GROWTH_SHARE = 0.3;

/** Share of the held memory below one line that is worth a finding. */
export const MIN_HELD_SHARE = 0.3;
/** Held bytes below which a heap says nothing about an out-of-memory. */
export const MIN_HELD_BYTES = 32 * 1024 * 1024;
/** The same while a trace shows the heap rising: two samples of the profiler; and the rise, over the heap at the start. */
export const MIN_RISING_BYTES = 1024 * 1024;
export const MIN_RISE = 0.05;

/** Share of the CPU samples below one function that is worth a finding, and the least time sampled. */
export const MIN_HOT_SHARE = 0.25;
export const MIN_CPU_NS = 200e6;
/** Cores kept busy, below which the hottest line of a service is still no trouble. */
export const MIN_BUSY_CORES = 0.05;
/** Cores kept busy, below which the collector is not what holds the program up. */
export const MIN_GC_BUSY_CORES = 0.5;

/** Time that goroutines waited for one lock before it is worth a word. */
export const MIN_LOCK_DELAY_NS = 500e6;

/** Births per second from one line that are a storm: a goroutine for each item instead of for each worker. */
export const MIN_CHURN_PER_SECOND = 1000;
/** Of the goroutines of a storm, the share that may be stuck. */
export const MAX_CHURN_STUCK = 0.1;

/** Share of the CPU that the collector may use: a quarter is what Go's own pacing aims at while it runs. */
export const MIN_GC_SHARE = 0.25;

/** Allocated bytes below one function, their share of all, and how much of them may be held for it to be churn. */
export const MIN_CHURN_BYTES = 64 * 1024 * 1024;
export const MIN_CHURN_SHARE = 0.3;
export const MAX_CHURN_HELD = 0.1;

/** Time that writers waited for one reader before it is worth a word. */
export const MIN_READER_DELAY_NS = 100e6;

/** Threads beyond what processors, the collector and a few calls in flight explain. */
export const MIN_THREADS = 30;
/** Goroutines that hold a thread each at one place: that many are no accident. */
export const MIN_THREAD_HOLDERS = 10;
export const HALF_SURE_THREAD_HOLDERS = 15;

/** A share below which a dump does not support a finding about a line. */
export const MIN_SUPPORT_SHARE = 0.05;

/** A heap is young when most of what was ever allocated is still held, and little was allocated. */
export const YOUNG_HELD_SHARE = 0.6;
export const YOUNG_ALLOCATED_BYTES = 64 * 1024 * 1024;

/** Share of a CPU profile that is the profiler's own work, from which on it misleads. */
export const MIN_NOISE_SHARE = 0.2;

/** Goroutines at one place that the runtime proved to be stuck: one could be meant to stay to the end of the program. */
export const MIN_PROVEN = 3;
export const HALF_SURE_PROVEN = 3;

/**
 * Independent counts of one thing: within twice of each other they agree, as a heap profile counts by a few samples;
 * four times apart they cannot be of the same thing.
 */
export const ESTIMATES_AGREE = 2;
export const ESTIMATES_DIFFER = 4;
/** The weight of one agreeing count, of dumps that had their say already: small. What one that differs leaves. */
export const AGREEING_COUNT = 0.1;
export const DIFFERING_LEAVES = 0.85;
