// In which order did the events of all threads happen?
//
// By time; but a goroutine starts only after it was woken, whatever the clocks say. A thread whose next event
// is not possible yet is parked until the goroutine that it waits for changes. When every thread
// is parked, the trace lost something: the earliest event is then taken as it is, and counted.

/** Steps through the events of one thread or processor. */
export interface Cursor {
  /** Time of the event that the cursor stands at. */
  readonly time: number;
  /** Steps to the next event; false after the last. */
  advance(): boolean;
}

/** Plays events in order. */
export interface Player<C extends Cursor> {
  /** Plays the cursor's event; returns {@link PLAYED}, or the number of what is not ready for it. */
  play(cursor: C): number;
  /** Plays the event although something before it is missing. */
  force(cursor: C): void;
}

/** Any other number names what an event must wait for. */
export const PLAYED = -1;

/** After so many steps of looking for the earliest parked thread, the rest is played by time alone. */
const MAX_SEARCH = 2_000_000;

/** Merges the events of the threads of one generation. */
export class Merger<C extends Cursor> {
  /** Events that were played although something before them is missing. */
  forced = 0;
  private searched = 0;
  /** Threads that wait; players ask it before they tell a change. */
  parked = 0;
  /** What must change → threads that wait for it. */
  private readonly waiting = new Map<number, C[]>();
  private readonly heap: C[] = [];

  run(cursors: readonly C[], player: Player<C>): void {
    for (const cursor of cursors) if (cursor.advance()) this.add(cursor);
    while (this.heap.length > 0 || this.parked > 0) {
      if (this.heap.length > 0) this.runTop(player);
      else if (this.searched < MAX_SEARCH) this.forceEarliest(player);
      else this.releaseAll();
    }
  }

  /** Lets the threads go on that wait for this. */
  changed(what: number): void {
    const cursors = this.waiting.get(what);
    if (cursors === undefined) return;
    this.waiting.delete(what);
    this.parked -= cursors.length;
    for (const cursor of cursors) this.add(cursor);
  }

  /** Plays events in order of time until a thread parks or ends. */
  private runTop(player: Player<C>): void {
    const { heap } = this;
    let cursor = this.takeTop();
    for (;;) {
      const blockedOn = this.searched < MAX_SEARCH ? player.play(cursor) : this.forceOne(cursor, player);
      if (blockedOn !== PLAYED) {
        this.park(cursor, blockedOn);
        return;
      }
      if (!cursor.advance()) return;
      if (heap.length > 0 && heap[0].time < cursor.time) {
        const earlier = heap[0];
        this.sink(cursor);
        cursor = earlier;
      }
    }
  }

  private forceOne(cursor: C, player: Player<C>): number {
    player.force(cursor);
    return PLAYED;
  }

  private park(cursor: C, what: number): void {
    const others = this.waiting.get(what);
    if (others === undefined) this.waiting.set(what, [cursor]);
    else others.push(cursor);
    this.parked++;
  }

  private forceEarliest(player: Player<C>): void {
    this.searched += this.parked;
    let earliest: C | undefined;
    let key = -1;
    for (const [what, cursors] of this.waiting)
      for (const cursor of cursors)
        if (earliest === undefined || cursor.time < earliest.time) {
          earliest = cursor;
          key = what;
        }
    if (earliest === undefined) return;
    this.changed(key);
    this.forced++;
    this.remove(earliest);
    player.force(earliest);
    if (earliest.advance()) this.add(earliest);
  }

  private releaseAll(): void {
    for (const what of [...this.waiting.keys()]) this.changed(what);
  }

  private add(cursor: C): void {
    const { heap } = this;
    let at = heap.length;
    heap.push(cursor);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (heap[parent].time <= cursor.time) break;
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = cursor;
  }

  private takeTop(): C {
    const { heap } = this;
    const top = heap[0];
    const last = heap.pop() as C;
    if (heap.length > 0) this.sink(last);
    return top;
  }

  /** Puts a thread in the place of the earliest. */
  private sink(cursor: C): void {
    const { heap } = this;
    const { time } = cursor;
    const { length } = heap;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= length) break;
      if (child + 1 < length && heap[child + 1].time < heap[child].time) child++;
      if (heap[child].time >= time) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = cursor;
  }

  /** Takes a thread out of a heap that has just few: those that waited for one thing. */
  private remove(cursor: C): void {
    const rest = this.heap.filter((c) => c !== cursor);
    this.heap.length = 0;
    for (const c of rest) this.add(c);
  }
}
