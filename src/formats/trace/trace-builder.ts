// What is known of a trace while it is being read?

import type { Problem } from '../../model/problems.ts';
import type { Trace, TraceActivity } from '../../model/trace.ts';
import { CurveBuilder } from './curve.ts';
import { Interner } from './intern.ts';
import { Ledger } from './ledger.ts';
import { SampleBook } from './sample-book.ts';
import { SpanBook } from './span-book.ts';
import { UserBook } from './user-book.ts';

/** Both formats fill it, in order of time. */
export class TraceBuilder {
  readonly interner = new Interner();
  readonly ledger = new Ledger();
  readonly heap = new CurveBuilder();
  readonly heapGoal = new CurveBuilder();
  readonly spans = new SpanBook();
  readonly user = new UserBook();
  readonly samples = new SampleBook();
  readonly problems: Problem[] = [];
  gcCycles = 0;
  maxProcs = 0;
  durationNs = 0;
  startUnixNanos = 0n;

  constructor(readonly version: number) {}

  /** The trace so far; the builder can go on. */
  finish(): Trace {
    const { states, waits } = this.ledger.finishStates(this.durationNs);
    return {
      kind: 'trace',
      version: this.version,
      durationNs: this.durationNs,
      startUnixNanos: this.startUnixNanos,
      goroutines: this.ledger.finish(),
      heap: this.heap.finish(),
      heapGoal: this.heapGoal.finish(),
      gcCycles: this.gcCycles,
      maxProcs: this.maxProcs,
      activity: { states, waits, wakeups: this.ledger.wakeups.finish(), ...this.finishEvents() },
      symbols: this.interner.finish(),
      problems: [...this.problems, ...this.cutLists()],
    };
  }

  private finishEvents(): Omit<TraceActivity, 'states' | 'waits' | 'wakeups'> {
    const text = (id: number) => this.interner.text(id);
    return {
      spans: this.spans.finishList(),
      spanTotals: this.spans.finishTotals(text),
      tasks: this.user.finishTasks(),
      taskTotals: this.user.finishTaskTotals(text),
      regionTotals: this.user.finishRegions(text),
      logs: this.user.finishLogs(),
      logTotals: this.user.finishLogTotals(text),
      cpuSamples: this.samples.finish(),
      cpuSampleCount: this.samples.count,
    };
  }

  private cutLists(): Problem[] {
    const lists: [number, string][] = [
      [this.spans.unlisted, 'collections and stops'],
      [this.user.unlistedTasks, 'tasks'],
      [this.user.unlistedLogs, 'logs'],
      [this.samples.unlisted, 'CPU samples'],
    ];
    return lists
      .filter(([count]) => count > 0)
      .map(([count, what]) => ({
        severity: 'note',
        text: `The list of ${what} is full: ${count} more are counted and not listed.`,
      }));
  }
}
