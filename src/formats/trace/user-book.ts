// Which tasks, regions and logs did the program itself write?

import { Float64Builder, Int32Builder } from '../../bytes/columns.ts';
import { NONE } from '../../model/ids.ts';
import type { Logs, LogTotal, SpanTotal, Tasks, TaskTotal } from '../../model/trace.ts';
import { SpanTotals } from './span-book.ts';

/** Listed tasks and logs, each; later ones are only counted. */
const MAX_LISTED = 100_000;
/** How deep an end of a region looks for its begin among the open ones. */
const MAX_REGION_SEARCH = 64;

interface OpenTask {
  readonly name: number;
  /** Row in the list, or -1. */
  readonly row: number;
}

interface OpenRegion {
  readonly task: number;
  readonly name: number;
  readonly begin: number;
}

/** Annotations of the program. Names are string ids, goroutines rows; -1 is none. */
export class UserBook {
  unlistedTasks = 0;
  unlistedLogs = 0;
  private readonly openTasks = new Map<number, OpenTask>();
  private readonly taskTotals = new Map<number, { begun: number; ended: number }>();
  private readonly taskId = new Float64Builder();
  private readonly taskParent = new Float64Builder();
  private readonly taskName = new Int32Builder();
  private readonly taskGoroutine = new Int32Builder();
  private readonly taskBegin = new Float64Builder();
  private readonly taskEnd = new Float64Builder();
  private readonly regions = new SpanTotals();
  private readonly openRegions = new Map<number, OpenRegion[]>();
  private readonly logTotals = new Map<number, number>();
  private readonly logTime = new Float64Builder();
  private readonly logGoroutine = new Int32Builder();
  private readonly logTask = new Float64Builder();
  private readonly logCategory = new Int32Builder();
  private readonly logMessage = new Int32Builder();

  beginTask(id: number, parent: number, name: number, goroutine: number, now: number): void {
    this.totalOf(name).begun++;
    const row = this.taskId.length < MAX_LISTED ? this.taskId.length : NONE;
    this.openTasks.set(id, { name, row });
    if (row === NONE) {
      this.unlistedTasks++;
      return;
    }
    this.taskId.push(id);
    this.taskParent.push(Math.max(0, parent));
    this.taskName.push(name);
    this.taskGoroutine.push(goroutine);
    this.taskBegin.push(now);
    this.taskEnd.push(NONE);
  }

  /** A task that began before the trace ends without a name. */
  endTask(id: number, now: number): void {
    const task = this.openTasks.get(id);
    this.openTasks.delete(id);
    this.totalOf(task === undefined ? 0 : task.name).ended++;
    if (task !== undefined && task.row !== NONE) this.taskEnd.set(task.row, now);
  }

  beginRegion(goroutine: number, task: number, name: number, now: number): void {
    this.regions.begin(name);
    const open = this.openRegions.get(goroutine);
    if (open === undefined) this.openRegions.set(goroutine, [{ task, name, begin: now }]);
    else open.push({ task, name, begin: now });
  }

  /** Ends the innermost open region of this task and name; one that began before the trace is left out. */
  endRegion(goroutine: number, task: number, name: number, now: number): void {
    const open = this.openRegions.get(goroutine);
    if (open === undefined) return;
    const lowest = Math.max(0, open.length - MAX_REGION_SEARCH);
    for (let i = open.length - 1; i >= lowest; i--) {
      if (open[i].task !== task || open[i].name !== name) continue;
      this.regions.end(name, now - open[i].begin);
      open.splice(i, 1);
      break;
    }
    if (open.length === 0) this.openRegions.delete(goroutine);
  }

  /** True when the log is listed, and its message therefore needed. */
  countLog(category: number): boolean {
    this.logTotals.set(category, (this.logTotals.get(category) ?? 0) + 1);
    if (this.logTime.length < MAX_LISTED) return true;
    this.unlistedLogs++;
    return false;
  }

  listLog(now: number, goroutine: number, task: number, category: number, message: number): void {
    this.logTime.push(now);
    this.logGoroutine.push(goroutine);
    this.logTask.push(task);
    this.logCategory.push(category);
    this.logMessage.push(message);
  }

  finishTasks(): Tasks {
    return {
      length: this.taskId.length,
      id: this.taskId.copy(),
      parent: this.taskParent.copy(),
      name: this.taskName.copy(),
      goroutine: this.taskGoroutine.copy(),
      begin: this.taskBegin.copy(),
      end: this.taskEnd.copy(),
    };
  }

  finishTaskTotals(text: (name: number) => string): TaskTotal[] {
    return Array.from(this.taskTotals, ([name, { begun, ended }]) => ({ name: text(name), begun, ended }));
  }

  finishRegions(text: (name: number) => string): SpanTotal[] {
    return this.regions.finish(text);
  }

  finishLogs(): Logs {
    return {
      length: this.logTime.length,
      time: this.logTime.copy(),
      goroutine: this.logGoroutine.copy(),
      task: this.logTask.copy(),
      category: this.logCategory.copy(),
      message: this.logMessage.copy(),
    };
  }

  finishLogTotals(text: (category: number) => string): LogTotal[] {
    return Array.from(this.logTotals, ([category, count]) => ({ category: text(category), count }));
  }

  private totalOf(name: number): { begun: number; ended: number } {
    let total = this.taskTotals.get(name);
    if (total === undefined) {
      total = { begun: 0, ended: 0 };
      this.taskTotals.set(name, total);
    }
    return total;
  }
}
