// What do the strings and stacks of an older trace say?

import { VarintCursor } from '../../../bytes/varint.ts';
import { NONE } from '../../../model/ids.ts';
import type { Interner } from '../intern.ts';
import { LocalIds } from '../local-ids.ts';

const MAX_FRAMES = 1024;

/** Collects the tables, that stand anywhere in the file; resolves to the dump's own ids on demand. */
export class FileTables {
  private readonly texts: number[] = [];
  private readonly bodies: Uint8Array[] = [];
  private readonly strings = new LocalIds((place) => this.texts[place]);
  private readonly stacks = new LocalIds((place) => this.resolve(this.bodies[place]));
  private readonly decoder = new TextDecoder();
  /** Greatest id of a stack that is defined, and of one that an event names. */
  private lastStack = 0;
  private lastNamed = 0;

  constructor(private readonly interner: Interner) {}

  get stackCount(): number {
    return this.bodies.length;
  }

  /** Writers number the stacks from 1 and leave none out, so that a cut among them shows. */
  get lacksStacks(): boolean {
    return this.bodies.length < this.lastStack || this.lastStack < this.lastNamed;
  }

  addString(id: number, bytes: Uint8Array): void {
    this.strings.define(id, this.texts.push(this.text(bytes)) - 1);
  }

  /** `body`: id, number of frames, then per frame: program counter, function, file, line. */
  addStack(body: Uint8Array): void {
    const id = new VarintCursor(body).next();
    this.stacks.define(id, this.bodies.push(body) - 1);
    this.lastStack = Math.max(this.lastStack, id);
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
    if (id > this.lastNamed) this.lastNamed = id;
    return id === 0 ? NONE : this.stacks.get(id);
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
