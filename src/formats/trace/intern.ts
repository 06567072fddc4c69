// Which id has a string, function, frame or stack in the finished dump?
//
// A trace numbers its strings and stacks anew in every generation; here equal ones get one id.
// A location of a trace is exactly one frame, so location id = frame id.

import { Int32Builder } from '../../bytes/columns.ts';
import { NONE } from '../../model/ids.ts';
import type { Symbols } from '../../model/symbols.ts';

/** Lines beyond are told as unknown; Go's compiler stops far below. */
const MAX_LINE = 0xffffff;

export class Interner {
  private readonly texts: string[] = [''];
  private readonly textIds = new Map<string, number>([['', 0]]);
  private readonly functionIds = new Map<number, number>();
  private readonly functionName = new Int32Builder();
  private readonly functionFile = new Int32Builder();
  private readonly functionStart = new Int32Builder();
  private readonly frameIds = new Map<number, number>();
  private readonly frameFunction = new Int32Builder();
  private readonly frameLine = new Int32Builder();
  private readonly stackStart = new Int32Builder();
  private readonly stackFrames = new Int32Builder(256);
  private slots = new Int32Array(1024).fill(NONE);

  constructor() {
    this.stackStart.push(0);
  }

  string(text: string): number {
    const known = this.textIds.get(text);
    if (known !== undefined) return known;
    this.texts.push(text);
    this.textIds.set(text, this.texts.length - 1);
    return this.texts.length - 1;
  }

  text(id: number): string {
    return this.texts[id];
  }

  function(name: number, file: number): number {
    const key = name * 0x4000000 + file;
    const known = this.functionIds.get(key);
    if (known !== undefined) return known;
    const id = this.functionName.length;
    this.functionName.push(name);
    this.functionFile.push(file);
    this.functionStart.push(0);
    this.functionIds.set(key, id);
    return id;
  }

  frame(fn: number, line: number): number {
    const shown = line >= 0 && line <= MAX_LINE ? line : 0;
    const key = fn * (MAX_LINE + 1) + shown;
    const known = this.frameIds.get(key);
    if (known !== undefined) return known;
    const id = this.frameFunction.length;
    this.frameFunction.push(fn);
    this.frameLine.push(shown);
    this.frameIds.set(key, id);
    return id;
  }

  /** The id of the stack of these frames, leaf first. */
  stack(frames: readonly number[]): number {
    let slot = hashOf(frames) & (this.slots.length - 1);
    for (; this.slots[slot] !== NONE; slot = (slot + 1) & (this.slots.length - 1))
      if (this.isStack(this.slots[slot], frames)) return this.slots[slot];
    const id = this.stackStart.length - 1;
    for (const frame of frames) this.stackFrames.push(frame);
    this.stackStart.push(this.stackFrames.length);
    this.slots[slot] = id;
    if (id * 2 > this.slots.length) this.rehash();
    return id;
  }

  /** The function at the root of a stack, or -1. */
  rootFunction(stack: number): number {
    const frame = this.rootFrame(stack);
    return frame === NONE ? NONE : this.frameFunction.get(frame);
  }

  private rootFrame(stack: number): number {
    const end = this.stackStart.get(stack + 1);
    return end > this.stackStart.get(stack) ? this.stackFrames.get(end - 1) : NONE;
  }

  /** The function of a goroutine's start stack, or -1. Its line is where the function begins. */
  startFunction(stack: number): number {
    const frame = stack === NONE ? NONE : this.rootFrame(stack);
    if (frame === NONE) return NONE;
    const fn = this.frameFunction.get(frame);
    this.functionStart.set(fn, this.frameLine.get(frame));
    return fn;
  }

  /** What is known so far; the interner can go on. */
  finish(): Symbols {
    const texts = this.texts;
    const frames = this.frameFunction.length;
    const name = this.functionName.copy();
    return {
      strings: { length: texts.length, get: (id) => texts[id] ?? '' },
      functions: {
        length: name.length,
        name,
        systemName: name,
        file: this.functionFile.copy(),
        startLine: this.functionStart.copy(),
      },
      frames: { length: frames, function: this.frameFunction.copy(), line: this.frameLine.copy() },
      locations: { length: frames, frameStart: Int32Array.from({ length: frames + 1 }, (_, i) => i) },
      stacks: {
        length: this.stackStart.length - 1,
        locationStart: this.stackStart.copy(),
        locations: this.stackFrames.copy(),
      },
    };
  }

  private isStack(id: number, frames: readonly number[]): boolean {
    const start = this.stackStart.get(id);
    if (this.stackStart.get(id + 1) - start !== frames.length) return false;
    for (let i = 0; i < frames.length; i++) if (this.stackFrames.get(start + i) !== frames[i]) return false;
    return true;
  }

  private rehash(): void {
    const slots = new Int32Array(this.slots.length * 2).fill(NONE);
    const mask = slots.length - 1;
    for (let id = 0; id < this.stackStart.length - 1; id++) {
      let slot = hashOf(this.framesOf(id)) & mask;
      while (slots[slot] !== NONE) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    this.slots = slots;
  }

  private framesOf(id: number): number[] {
    const out: number[] = [];
    for (let i = this.stackStart.get(id); i < this.stackStart.get(id + 1); i++)
      out.push(this.stackFrames.get(i));
    return out;
  }
}

function hashOf(frames: readonly number[]): number {
  let hash = frames.length;
  for (const frame of frames) hash = Math.imul(hash ^ frame, 0x9e3779b1) ^ (hash >>> 15);
  return hash >>> 0;
}
