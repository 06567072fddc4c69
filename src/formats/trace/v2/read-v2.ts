// What does a trace of Go 1.22 or later say?

import type { DecodeContext } from '../../../bytes/decode-context.ts';
import type { ByteSource } from '../../../bytes/source.ts';
import { NONE } from '../../../model/ids.ts';
import type { Trace } from '../../../model/trace.ts';
import { HEADER_BYTES } from '../header.ts';
import { COPY_AGAIN, counted, missingBefore, RECORD_AGAIN } from '../phrases.ts';
import type { TraceBuilder } from '../trace-builder.ts';
import { type Batch, FIRST_WITH_END_MARK, type Generation, readGenerations } from './batches.ts';
import { TracePlayer } from './play.ts';
import { CPU_SAMPLE_NUMBERS, GenerationTables, nanosPerUnit } from './tables.ts';
import { Damage, type GenerationClock, ThreadCursor } from './thread-cursor.ts';

/** Threads per generation; Go itself stops at 10,000 unless told otherwise. */
const MAX_THREADS = 50_000;

/** Reads all generations of a trace into the builder, one at a time. */
export function readV2(source: ByteSource, builder: TraceBuilder, context: V2Context): void {
  let played = HEADER_BYTES;
  const progress = () => context.onProgress?.(Math.min(1, played / source.size));
  const onBatch = (bytes: number) => {
    progress();
    played += bytes;
  };
  const reader = new GenerationReader(builder, onBatch);
  let generations = 0;
  for (const generation of readGenerations(source, HEADER_BYTES, builder.version, progress)) {
    reader.read(generation);
    generations++;
    if (isPowerOfTwo(generations) && generation.endsAt < source.size)
      reader.preview(generations, context.onPreview);
  }
  if (generations === 0)
    builder.problems.push({
      severity: 'partial',
      text: 'The trace ends behind its header.',
      at: HEADER_BYTES,
      advice: RECORD_AGAIN,
    });
  reader.finish();
}

interface V2Context extends DecodeContext {
  readonly onPreview?: (trace: Trace, generations: number) => void;
}

class GenerationReader {
  private readonly player: TracePlayer;
  private frequency: number | undefined;
  /** ns of the trace clock at the trace's first instant; undefined before the first generation. */
  private origin: number | undefined;
  private readonly damage = new Damage();
  private forced = 0;
  /** Offset in the file of the first generation with such events. */
  private forcedAt = -1;
  private batchesLeftOut = 0;
  private leftOutAt = -1;
  private brokenTables = 0;
  private brokenTableAt = -1;

  constructor(
    private readonly builder: TraceBuilder,
    private readonly onBatch: (bytes: number) => void,
  ) {
    this.player = new TracePlayer(builder, new GenerationTables(builder.interner));
  }

  read(generation: Generation): void {
    const tables = new GenerationTables(this.builder.interner);
    const events = generation.batches.filter((batch) => !tables.take(batch));
    this.frequency = tables.frequency ?? this.frequency;
    const unit = nanosPerUnit(this.frequency);
    const first = Math.floor(firstTime(generation.batches) * unit);
    // times are never 0 in Go's own reader, and its durations are kept
    this.origin ??= Math.max(1, first);
    const clock = { nanosPerUnit: unit, origin: this.origin };
    this.readWallClock(tables, unit, this.origin);
    const cursors = this.cursors(events, clock);
    const forced = this.player.playGeneration(tables, first - this.origin, cursors);
    if (this.forced === 0 && forced > 0) this.forcedAt = startOf(generation);
    this.forced += forced;
    this.readSamples(tables, clock);
    if (this.brokenTables === 0) this.brokenTableAt = tables.brokenAt;
    this.brokenTables += tables.brokenTables;
    if (!generation.complete || !this.hasTables(tables)) this.tellCut(generation, tables);
  }

  preview(generations: number, onPreview: V2Context['onPreview']): void {
    if (onPreview === undefined) return;
    this.builder.durationNs = this.builder.ledger.now + 1;
    onPreview(this.builder.finish(), generations);
  }

  /** Before Go 1.26 a generation has no end mark; tables that every writer gives show whether it is whole. */
  private hasTables(tables: GenerationTables): boolean {
    if (this.builder.version >= FIRST_WITH_END_MARK) return true;
    return tables.frequency !== undefined && tables.hasStrings;
  }

  finish(): void {
    const { builder } = this;
    builder.durationNs = this.origin === undefined ? 0 : builder.ledger.now + 1;
    for (const [kind, batches] of this.damage.unknownKinds)
      builder.problems.push({
        severity: 'partial',
        text: `Unknown event ${kind}: the rest of ${counted(batches, 'batch', 'batches')} of events was skipped.`,
        at: this.damage.firstAt,
        advice: 'The trace is damaged, or written by a Go that is newer than this reader.',
      });
    const { cutBatches } = this.damage;
    if (cutBatches > 0)
      this.tell(
        'partial',
        `The end of ${counted(cutBatches, 'batch', 'batches')} of events is cut.`,
        this.damage.firstAt,
      );
    if (this.brokenTables > 0)
      this.tell(
        'partial',
        `${counted(this.brokenTables, 'table', 'tables')} of names, stacks or clocks broke off.`,
        this.brokenTableAt,
      );
    if (this.batchesLeftOut > 0)
      this.tell(
        'partial',
        `${counted(this.batchesLeftOut, 'batch', 'batches')} of more than ${MAX_THREADS} threads were left out.`,
        this.leftOutAt,
      );
    if (this.forced > 0) this.tell('warning', missingBefore(this.forced), this.forcedAt);
  }

  private tell(severity: 'partial' | 'warning', text: string, at: number): void {
    this.builder.problems.push({ severity, text, at, advice: COPY_AGAIN });
  }

  private cursors(events: readonly Batch[], clock: GenerationClock): ThreadCursor[] {
    const byMachine = new Map<number, Batch[]>();
    for (const batch of events) {
      const batches = byMachine.get(batch.machine);
      if (batches !== undefined) batches.push(batch);
      else if (byMachine.size < MAX_THREADS) byMachine.set(batch.machine, [batch]);
      else if (this.batchesLeftOut++ === 0) this.leftOutAt = batch.at;
    }
    return Array.from(
      byMachine,
      ([machine, batches]) =>
        new ThreadCursor(this.player.thread(machine), batches, clock, this.damage, this.onBatch),
    );
  }

  /** Samples name goroutines, so they are read when the generation's goroutines are known. */
  private readSamples(tables: GenerationTables, clock: GenerationClock): void {
    const { ledger, samples } = this.builder;
    const rows = tables.cpuSamples;
    for (let i = 0; i < rows.length; i += CPU_SAMPLE_NUMBERS) {
      const time = Math.floor(rows.get(i) * clock.nanosPerUnit) - clock.origin;
      const goroutine = rows.get(i + 3);
      samples.add(time, goroutine === 0 ? NONE : ledger.rows.get(goroutine), tables.stack(rows.get(i + 4)));
    }
  }

  private readWallClock(tables: GenerationTables, unit: number, origin: number): void {
    const { clock } = tables;
    if (clock === undefined || this.builder.startUnixNanos !== 0n) return;
    const sinceStart = BigInt(Math.floor(clock.time * unit) - origin);
    const wall = BigInt(clock.unixSeconds) * 1_000_000_000n + BigInt(clock.nanoseconds);
    this.builder.startUnixNanos = wall - sinceStart;
  }

  private tellCut(generation: Generation, tables: GenerationTables): void {
    const why = generation.fault === undefined ? 'the file ends' : generation.fault;
    const names = tables.stackCount > 0 ? '' : ' Names and stacks that stood after it are missing.';
    const where =
      generation.batches.length === 0 ? 'before its first events' : `in generation ${generation.number}`;
    this.builder.problems.push({
      severity: 'partial',
      text: `The trace breaks off ${where}: ${why}.${names}`,
      at: generation.endsAt,
      advice: RECORD_AGAIN,
    });
  }
}

/** Previews at 1, 2, 4 … cost no more together than the last one twice. */
function isPowerOfTwo(count: number): boolean {
  return (count & (count - 1)) === 0;
}

/** Offset of its first batch. */
function startOf({ batches, endsAt }: Generation): number {
  return batches.length > 0 ? batches[0].at : endsAt;
}

function firstTime(batches: readonly Batch[]): number {
  let first = Number.POSITIVE_INFINITY;
  for (const batch of batches) first = Math.min(first, batch.time);
  return Number.isFinite(first) ? first : 0;
}
