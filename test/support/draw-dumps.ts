// How is a small dump drawn in a test?
//
//   drawProfile('block', ['contentions count', 'delay nanoseconds'], `
//     80  80e9   runtime.selectgo < lib.(*Wheel).run < lib.NewWheel.gowrap1
//   `)
//
// A line is one sample: its values, then its stack, leaf first. A frame is `function` or `function@file:line`.
// First-party are the functions whose package begins with `app/`; `runtime.`, `sync.` and `time.` are Go's own.

import type { DumpFacts, IncidentFacts } from '../../src/analysis/facts.ts';
import { LIBRARY_PATTERNS } from '../../src/analysis/library/patterns.ts';
import type { Dump } from '../../src/model/dump.ts';
import type { GoroutineListing } from '../../src/model/goroutine-listing.ts';
import type { DumpId } from '../../src/model/ids.ts';
import { FIRST_PARTY, STANDARD_LIBRARY, THIRD_PARTY } from '../../src/model/ownership.ts';
import type { Profile, ProfileKind } from '../../src/model/profile.ts';
import { functionName, type Symbols } from '../../src/model/symbols.ts';
import type { Trace } from '../../src/model/trace.ts';

/** Interns frames and stacks; a location is one frame. */
class SymbolsDrawing {
  private readonly texts: string[] = [''];
  private readonly functions: { name: number; file: number }[] = [];
  private readonly frames: { function: number; line: number }[] = [];
  private readonly stacks: number[][] = [];
  private readonly ids = new Map<string, number>();

  stack(text: string): number {
    const frames = text.trim() === '' ? [] : text.split('<').map((f) => this.frame(f.trim()));
    return this.intern(`stack ${frames.join(' ')}`, () => this.stacks.push(frames) - 1);
  }

  newStack(text: string): number {
    return this.stacks.push(text.trim() === '' ? [] : text.split('<').map((f) => this.frame(f.trim()))) - 1;
  }

  functionOf(name: string): number {
    return this.frames[this.frame(name)].function;
  }

  finish(): Symbols {
    const { texts, functions, frames, stacks } = this;
    const locationStart = Int32Array.from([0, ...stacks.map((_, i) => sum(stacks.slice(0, i + 1)))]);
    return {
      strings: { length: texts.length, get: (id) => texts[id] },
      functions: {
        length: functions.length,
        name: Int32Array.from(functions, (f) => f.name),
        systemName: Int32Array.from(functions, (f) => f.name),
        file: Int32Array.from(functions, (f) => f.file),
        startLine: new Int32Array(functions.length),
      },
      frames: {
        length: frames.length,
        function: Int32Array.from(frames, (f) => f.function),
        line: Int32Array.from(frames, (f) => f.line),
      },
      locations: {
        length: frames.length,
        frameStart: Int32Array.from({ length: frames.length + 1 }, (_, i) => i),
      },
      stacks: { length: stacks.length, locationStart, locations: Int32Array.from(stacks.flat()) },
    };
  }

  frame(text: string): number {
    const [name, place = `/src/${text.replace(/[^\w]+/g, '_')}.go:1`] = text.split('@');
    const colon = place.lastIndexOf(':');
    const [file, line] = [place.slice(0, colon), Number(place.slice(colon + 1))];
    const fn = this.intern(
      `function ${name} ${file}`,
      () => this.functions.push({ name: this.text(name), file: this.text(file) }) - 1,
    );
    return this.intern(`frame ${fn} ${line}`, () => this.frames.push({ function: fn, line }) - 1);
  }

  text(text: string): number {
    return this.intern(`text ${text}`, () => this.texts.push(text) - 1);
  }

  private intern(key: string, make: () => number): number {
    const known = this.ids.get(key);
    if (known !== undefined) return known;
    const id = make();
    this.ids.set(key, id);
    return id;
  }
}

const sum = (stacks: readonly (readonly number[])[]) => stacks.reduce((n, s) => n + s.length, 0);

export function drawProfile(kind: ProfileKind, types: readonly string[], drawing: string): Profile {
  const symbols = new SymbolsDrawing();
  const rows = drawing
    .split('\n')
    .map((l) => l.trim())
    .filter((l) => l !== '');
  const values = types.map(() => [] as number[]);
  for (const row of rows) {
    const words = row.split(/\s+/);
    for (const [t] of types.entries()) values[t].push(Number(words[t]));
    symbols.newStack(words.slice(types.length).join(' '));
  }
  const none = new Int32Array(0);
  return {
    kind: 'profile',
    profileKind: kind,
    sampleTypes: types.map((t) => ({ type: t.split(' ')[0], unit: t.split(' ')[1] })),
    defaultSampleType: types.length - 1,
    sampleCount: rows.length,
    symbols: symbols.finish(),
    addressHigh: new Uint32Array(0),
    addressLow: new Uint32Array(0),
    locationMapping: none,
    values: values.map((v) => ({ value: Float64Array.from(v), exact: new Map() })),
    labels: {
      start: new Int32Array(rows.length + 1),
      key: none,
      text: none,
      number: new Float64Array(0),
      exact: new Map(),
      unit: none,
    },
    mappings: [],
    timeNanos: 0n,
    durationNanos: 0,
    period: 0,
    periodType: undefined,
    comments: [],
    dropFrames: '',
    keepFrames: '',
    docUrl: '',
    problems: [],
  };
}

/** One kind of goroutine of a drawn trace. Times in ms; `end` null: alive at the end. */
export interface DrawnGoroutines {
  readonly start: string;
  /** Creation stack, leaf first. */
  readonly stack: string;
  /** -1: it was there before the trace; its `lifeMs` then counts from the trace's begin. */
  readonly births: readonly number[];
  readonly lifeMs: number | null;
  /** For each birth the row of its creator; rows count through all that is drawn. */
  readonly creators?: readonly number[];
}

const MS = 1e6;

function endOf(at: number, lifeMs: number | null, durationMs: number): number {
  return lifeMs === null || at + lifeMs > durationMs ? -1 : (at + lifeMs) * MS;
}

/** A trace of `durationMs` with these goroutines and nothing else that analysis looks at. */
export function drawTrace(durationMs: number, drawn: readonly DrawnGoroutines[], maxProcs = 2): Trace {
  const symbols = new SymbolsDrawing();
  const rows = drawn.flatMap((d) =>
    d.births.map((at, i) => ({
      creator: d.creators?.[i] ?? -1,
      bornAt: at < 0 ? -1 : at * MS,
      endedAt: endOf(Math.max(0, at), d.lifeMs, durationMs),
      stack: symbols.stack(d.stack),
      start: symbols.functionOf(d.start),
    })),
  );
  const empty = { time: new Float64Array(0), value: new Float64Array(0) };
  const trace: Partial<Trace> = {
    kind: 'trace',
    version: 26,
    durationNs: durationMs * MS,
    startUnixNanos: 0n,
    symbols: symbols.finish(),
    goroutines: {
      length: rows.length,
      bornAt: Float64Array.from(rows, (r) => r.bornAt),
      endedAt: Float64Array.from(rows, (r) => r.endedAt),
      creationStack: Int32Array.from(rows, (r) => r.stack),
      startFunction: Int32Array.from(rows, (r) => r.start),
      creator: Int32Array.from(rows, (r) => r.creator),
    },
    heap: empty,
    heapGoal: empty,
    gcCycles: 0,
    maxProcs,
    problems: [],
  };
  return trace as Trace;
}

/** `n` times, evenly spread over `durationMs`. */
export function evenly(n: number, durationMs: number): number[] {
  return Array.from({ length: n }, (_, i) => ((i + 0.5) * durationMs) / n);
}

/** The dumps with their owners, named after their keys. */
export function factsOf(dumps: Readonly<Record<string, Dump>>): IncidentFacts {
  return {
    dumps: Object.entries(dumps).map(
      ([path, dump], id): DumpFacts => ({
        id: id as DumpId,
        path,
        dump,
        owners: drawnOwners(dump.symbols),
      }),
    ),
    knowledge: { patterns: LIBRARY_PATTERNS },
  };
}

function drawnOwners(symbols: Symbols): Uint8Array {
  return Uint8Array.from({ length: symbols.functions.length }, (_, f) => {
    const name = functionName(symbols, f as never);
    if (name.startsWith('app/')) return FIRST_PARTY;
    return /^(runtime|sync|time|net\/http)\./.test(name) ? STANDARD_LIBRARY : THIRD_PARTY;
  });
}

/** Equal goroutines of a drawn listing. */
export interface DrawnListed {
  readonly count: number;
  readonly state: string;
  readonly minutes: number;
  readonly stack: string;
  /** The frame of its `created by` line, or ''. */
  readonly createdBy: string;
}

/** A listing of goroutines; none of their creators is in it. */
export function drawListing(drawn: readonly DrawnListed[]): GoroutineListing {
  const symbols = new SymbolsDrawing();
  const rows = drawn.flatMap((d) => {
    const row = {
      state: symbols.text(d.state),
      minutes: d.minutes,
      stack: symbols.stack(d.stack),
      createdBy: d.createdBy === '' ? -1 : symbols.frame(d.createdBy),
    };
    return Array.from({ length: d.count }, () => row);
  });
  const none = () => new Int32Array(rows.length).fill(-1);
  return {
    kind: 'goroutines',
    reason: '',
    symbols: symbols.finish(),
    goroutines: {
      length: rows.length,
      id: Float64Array.from(rows, (_, i) => i + 1),
      state: Int32Array.from(rows, (r) => r.state),
      waitMinutes: Int32Array.from(rows, (r) => r.minutes),
      stack: Int32Array.from(rows, (r) => r.stack),
      createdBy: Int32Array.from(rows, (r) => r.createdBy),
      creatorId: Float64Array.from(rows, () => -1),
      creator: none(),
      lockedToThread: new Uint8Array(rows.length),
      elided: new Uint8Array(rows.length),
    },
    problems: [],
  };
}
