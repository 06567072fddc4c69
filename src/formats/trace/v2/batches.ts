// Where does each batch of a trace begin, and to which generation does it belong?
//
//   01 gen m time size body…   events, strings, stacks, samples, clock
//   31 experiment gen m time size body…
//   34                         the generation is complete (from Go 1.26 on)

import type { ByteSource } from '../../../bytes/source.ts';
import { VarintCursor } from '../../../bytes/varint.ts';
import { END_OF_GENERATION, EVENT_BATCH, EXPERIMENTAL_BATCH } from './event-kinds.ts';

/** One batch, undecoded. */
export interface Batch {
  /** Thread that wrote it, or -1. */
  readonly machine: number;
  /** Clock units, absolute. */
  readonly time: number;
  readonly body: Uint8Array;
  /** Offset of the body in the file. */
  readonly at: number;
}

/** About one second of a trace: batches of all threads, with their own tables. */
export interface Generation {
  readonly number: number;
  readonly batches: readonly Batch[];
  /** False when the file ends, or becomes unreadable, inside it. */
  readonly complete: boolean;
  /** Offset after the last byte that was understood. */
  readonly endsAt: number;
  /** Why reading stopped here, when it did before the end of the file. */
  readonly fault: string | undefined;
}

/** Writers never pass it. */
const MAX_BODY = 65_536;
const MAX_BATCH_HEADER = 2 + 4 * 10;
/** Of one generation; a writer fills batches of 64 KiB. */
const MAX_BATCHES = 250_000;
const WINDOW = 1 << 20;
/** Header of the first format that marks the end of a generation. */
export const FIRST_WITH_END_MARK = 26;

interface Found extends Batch {
  readonly generation: number;
  readonly experimental: boolean;
}

/** Reads a file batch by batch; bodies are views into windows of {@link WINDOW} bytes. */
class BatchReader {
  fault: string | undefined;
  /** Set when an end mark was passed since the last batch. */
  endMark = false;
  private window: Uint8Array = new Uint8Array(0);
  private windowAt = 0;

  constructor(
    private readonly source: ByteSource,
    public at: number,
    private readonly onWindow: () => void,
  ) {}

  /** The next batch, or undefined at the end of what can be read. */
  next(): Found | undefined {
    while (this.at < this.source.size) {
      const head = this.view(MAX_BATCH_HEADER);
      if (head[0] !== END_OF_GENERATION) return this.batch(head);
      this.endMark = true;
      this.at++;
    }
    return undefined;
  }

  private batch(head: Uint8Array): Found | undefined {
    const experimental = head[0] === EXPERIMENTAL_BATCH;
    if (head[0] !== EVENT_BATCH && !experimental) return this.stop(`byte ${head[0]} is no batch`);
    const numbers = new VarintCursor(head, experimental ? 2 : 1);
    const generation = numbers.next();
    const machine = numbers.next();
    const time = numbers.next();
    const size = numbers.next();
    if (numbers.broken) return this.stop('the head of a batch is cut');
    if (size < 0 || size > MAX_BODY) return this.stop(`a batch claims ${size} bytes`);
    const whole = this.view(numbers.at + size);
    if (whole.length < numbers.at + size) return this.stop('a batch is cut');
    const at = this.at + numbers.at;
    this.at = at + size;
    return { generation, machine, time, at, experimental, body: whole.subarray(numbers.at) };
  }

  private stop(why: string): undefined {
    this.fault = why;
  }

  /** At most `length` bytes from here. */
  private view(length: number): Uint8Array {
    const from = this.at - this.windowAt;
    if (from + length > this.window.length) {
      this.onWindow();
      this.window = this.source.read(this.at, Math.max(WINDOW, length));
      this.windowAt = this.at;
      return this.window.subarray(0, length);
    }
    return this.window.subarray(from, from + length);
  }
}

/** The generations of a trace, one at a time; `onWindow` is called before each piece of the file is read. */
export function* readGenerations(
  source: ByteSource,
  from: number,
  version: number,
  onWindow: () => void,
): Generator<Generation> {
  const reader = new BatchReader(source, from, onWindow);
  let batches: Batch[] = [];
  let number = -1;
  let endsAt = from;
  for (let batch = reader.next(); batch !== undefined; batch = reader.next()) {
    if (batch.generation !== number && batches.length > 0) {
      yield { number, batches, complete: true, endsAt, fault: undefined };
      batches = [];
    }
    reader.endMark = false;
    number = batch.generation;
    if (!batch.experimental && batch.body.length > 0) batches.push(batch);
    endsAt = reader.at;
    if (batches.length === MAX_BATCHES) {
      reader.fault = `it has more than ${MAX_BATCHES} batches`;
      break;
    }
  }
  const complete = reader.fault === undefined && (reader.endMark || version < FIRST_WITH_END_MARK);
  if (complete) endsAt = reader.at;
  if (batches.length > 0 || !complete) yield { number, batches, complete, endsAt, fault: reader.fault };
}
