// What does a trace of Go 1.11 to 1.21 say?

import { Float64Builder } from '../../../bytes/columns.ts';
import type { DecodeContext } from '../../../bytes/decode-context.ts';
import type { ByteSource } from '../../../bytes/source.ts';
import { NONE } from '../../../model/ids.ts';
import { HEADER_BYTES } from '../header.ts';
import { COPY_AGAIN, missingBefore, RECORD_AGAIN } from '../phrases.ts';
import type { TraceBuilder } from '../trace-builder.ts';
import { BatchIndexer, type FileIndex } from './index-batches.ts';
import { FilePlayer } from './play.ts';
import { ProcessorCursor, SAMPLE_NUMBERS, type TickClock } from './processor-cursor.ts';
import { FileTables } from './tables.ts';

/** Used when the file ends before it tells its own: a common clock, 2.56 GHz / 64. */
const ASSUMED_FREQUENCY = 40_000_000;
/** Share of the work that is stepping over the events to find the batches. */
const INDEX_SHARE = 0.3;

/** Reads a trace in two passes: where the batches lie, then their events in order. */
export function readV1(source: ByteSource, builder: TraceBuilder, context: DecodeContext): void {
  const tables = new FileTables(builder.interner);
  const progress = (share: number) => context.onProgress?.(share);
  const index = new BatchIndexer(source, tables, HEADER_BYTES, (at) => progress(at * INDEX_SHARE)).run();
  tellFaults(index, builder, tables, source.size);
  const clock = { firstTicks: index.firstTicks, nanosPerTick: 1e9 / (index.frequency ?? ASSUMED_FREQUENCY) };
  const samples = new Float64Builder();
  const total = totalBytes(index);
  let played = 0;
  const onBatch = (place: { length: number }) => {
    progress(INDEX_SHARE + (1 - INDEX_SHARE) * (played / total));
    played += place.length;
  };
  const cursors = Array.from(
    index.batches,
    ([number, places], row) => new ProcessorCursor(row, number, source, places, clock, samples, onBatch),
  );
  const player = new FilePlayer(builder, tables, index.timers, cursors.length);
  const forced = player.run(cursors);
  builder.durationNs = total === 0 ? 0 : builder.ledger.now + 1;
  addSamples(samples, clock, builder, tables);
  if (index.fault === undefined && tables.stackCount > 0 && tables.lacksStacks)
    builder.problems.push({
      severity: 'partial',
      text: 'The trace ends too early. Some stacks, which stand at its end, are missing.',
      at: source.size,
      advice: RECORD_AGAIN,
    });
  if (forced > 0)
    builder.problems.push({
      severity: 'warning',
      text: missingBefore(forced),
      at: HEADER_BYTES,
      advice: COPY_AGAIN,
    });
}

function totalBytes(index: FileIndex): number {
  let total = 0;
  for (const places of index.batches.values()) for (const place of places) total += place.length;
  return total;
}

function addSamples(rows: Float64Builder, clock: TickClock, builder: TraceBuilder, tables: FileTables): void {
  for (let i = 0; i < rows.length; i += SAMPLE_NUMBERS) {
    const time = Math.floor((rows.get(i) - clock.firstTicks) * clock.nanosPerTick) + 1;
    const goroutine = rows.get(i + 1);
    const row = goroutine === 0 ? NONE : builder.ledger.rows.get(goroutine);
    builder.samples.add(time, row, tables.stack(rows.get(i + 2)));
  }
}

function tellFaults(index: FileIndex, builder: TraceBuilder, tables: FileTables, end: number): void {
  const names = tables.stackCount > 0 ? '' : ' Names and stacks, which stand at its end, are missing.';
  if (index.fault !== undefined)
    builder.problems.push({
      severity: 'partial',
      text: `The trace breaks off: ${index.fault.why}.${names}`,
      at: index.fault.at,
      advice: RECORD_AGAIN,
    });
  else if (tables.stackCount === 0)
    builder.problems.push({
      severity: 'partial',
      text: `The trace ends too early.${names}`,
      at: end,
      advice: RECORD_AGAIN,
    });
  if (index.frequency === undefined)
    builder.problems.push({
      severity: 'partial',
      text: 'The frequency of its clock, which stands at the end of the trace, is missing: times are estimates.',
      at: end,
      advice: RECORD_AGAIN,
    });
}
