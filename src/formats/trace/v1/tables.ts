// What do the strings and stacks of an older trace say?

import { Int32Builder } from '../../../bytes/columns.ts';
import { VarintCursor } from '../../../bytes/varint.ts';
import { NONE } from '../../../model/ids.ts';
import type { Interner } from '../intern.ts';
import { LocalIds } from '../local-ids.ts';

const MAX_FRAMES = 1024;
/** In the cache: not asked for yet. */
const UNRESOLVED = -2;

/** Collects the tables, that stand anywhere in the file; resolves to the dump's own ids on demand. */
export class FileTables {
  private readonly strings = new LocalIds();
  private readonly stacks = new LocalIds();
  private readonly bodies: Uint8Array[] = [];
  private readonly resolved = new Int32Builder();
  private readonly decoder = new TextDecoder();

  constructor(private readonly interner: Interner) {}

  get stackCount(): number {
    return this.bodies.length;
  }

  addString(id: number, bytes: Uint8Array): void {
    this.strings.add(id, this.text(bytes));
  }

  /** `body`: id, number of frames, then per frame: program counter, function, file, line. */
  addStack(body: Uint8Array): void {
    const id = new VarintCursor(body).next();
    this.stacks.add(id, this.bodies.length);
    this.bodies.push(body);
    this.resolved.push(UNRESOLVED);
  }

  /** The dump's id of a text. */
  text(bytes: Uint8Array): number {
    return this.interner.string(this.decoder.decode(bytes));
  }

  /** The dump's id of a string; 0, the empty string, when it is missing. */
  string(id: number): number {
    return Math.max(0, this.strings.get(id));
  }

  /** The dump's id of a stack; -1 when there is none. */
  stack(id: number): number {
    const index = id === 0 ? NONE : this.stacks.get(id);
    if (index === NONE) return NONE;
    if (this.resolved.get(index) === UNRESOLVED) this.resolved.set(index, this.resolve(this.bodies[index]));
    return this.resolved.get(index);
  }

  private resolve(body: Uint8Array): number {
    const cursor = new VarintCursor(body);
    cursor.next(); // the id
    const frames: number[] = [];
    for (let left = Math.min(cursor.next(), MAX_FRAMES); left > 0 && !cursor.broken; left--) {
      cursor.next(); // the program counter
      const fn = this.interner.function(this.string(cursor.next()), this.string(cursor.next()));
      frames.push(this.interner.frame(fn, cursor.next()));
    }
    return frames.length === 0 ? NONE : this.interner.stack(frames);
  }
}
