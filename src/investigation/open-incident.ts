// Which dumps are in the files, and which could not be read?

import { withoutDroppedFrames } from '../analysis/totals/drop-frames.ts';
import type { Inflate, Limits } from '../bytes/decode-context.ts';
import type { ByteSource } from '../bytes/source.ts';
import { sourceOf } from '../bytes/source.ts';
import { type Decoded, decodeAll } from '../formats/decode.ts';
import type { TraceContext } from '../formats/trace/read-trace.ts';
import type { Dump } from '../model/dump.ts';
import type { DumpId } from '../model/ids.ts';
import { type Problem, UnreadableDump } from '../model/problems.ts';
import type { DumpInput, OpenOptions, Progress, TracePreview } from '../protocol/queries.ts';
import { tracePreview } from './trace-preview.ts';

/** A file that turned out to be a dump. */
export interface OpenDump {
  readonly id: DumpId;
  readonly path: string;
  readonly dump: Dump;
  /** Unix time in ns; 0n when the dump does not tell. */
  readonly time: bigint;
}

/** A file with nothing to show. */
export interface UnreadableFile {
  readonly id: DumpId;
  readonly path: string;
  readonly error: UnreadableDump;
}

export interface Incident {
  /** In the order of their times; those without a time keep their places at the end. */
  readonly dumps: readonly OpenDump[];
  readonly unreadable: readonly UnreadableFile[];
}

/** The world, as opening needs it. */
export interface OpenDeps {
  readonly inflate: Inflate;
  readonly limits: Limits;
  /** Opens a file of this machine; throws an Error whose message can be shown. */
  readonly openFile: (file: string) => ByteSource;
}

/** The world, with the limit that the user chose. */
export function withLimit<D extends OpenDeps>(deps: D, options: OpenOptions | undefined): D {
  const maxExpandedBytes = options?.maxExpandedBytes;
  return maxExpandedBytes === undefined ? deps : { ...deps, limits: { maxExpandedBytes, setByUser: true } };
}

export function openIncident(
  deps: OpenDeps,
  inputs: readonly DumpInput[],
  onProgress: (progress: Progress) => void,
): Incident {
  const dumps: OpenDump[] = [];
  const unreadable: UnreadableFile[] = [];
  inputs.forEach((input, index) => {
    const watch = watching(input.path, (progress) =>
      onProgress({ ...progress, share: (index + progress.share) / inputs.length }),
    );
    watch.onProgress(0);
    for (const decoded of readInput(deps, input, watch)) {
      const id = (dumps.length + unreadable.length) as DumpId;
      if ('dump' in decoded) dumps.push({ id, ...decoded, time: timeOf(decoded.dump) });
      else unreadable.push({ id, ...decoded });
    }
  });
  return { dumps: inTimeOrder(dumps), unreadable };
}

/** What a reader calls, told as progress. Each message repeats the preview: whoever shows them may leave some out. */
export function watching(path: string, onProgress: (progress: Progress) => void): Required<ReadingWatch> {
  let preview: TracePreview | undefined;
  return {
    onProgress: (share) => onProgress({ step: `Reading ${path}`, share, ...(preview ? { preview } : {}) }),
    onPreview: (trace, generations) => {
      preview = tracePreview(path, trace, generations);
    },
  };
}

type ReadingWatch = Pick<TraceContext, 'onProgress' | 'onPreview'>;

/** A file is one dump, or a bundle of several. Whatever is wrong with it is in the answer: nothing is thrown. */
export function readInput(deps: OpenDeps, input: DumpInput, watch: ReadingWatch = {}): Decoded[] {
  let source: ByteSource | undefined;
  try {
    source = sourceFor(deps, input);
    const decoded = decodeAll(input.path, source, { ...deps, ...watch }).map(asShown);
    const change = changeOf(source);
    return change === undefined ? decoded : decoded.map((one) => withChange(one, change));
  } catch (error) {
    return [{ path: input.path, error: asUnreadable(error) }];
  } finally {
    source?.close?.();
  }
}

/** Every report of a profile leaves out the frames that it names itself. */
function asShown(decoded: Decoded): Decoded {
  if ('error' in decoded || decoded.dump.kind !== 'profile') return decoded;
  return { path: decoded.path, dump: withoutDroppedFrames(decoded.dump) };
}

const GREW: Problem = {
  severity: 'partial',
  text: 'the file grew while it was read: what was added is missing',
  advice: 'Open it again when it is whole.',
};

const SHRANK: Problem = {
  severity: 'partial',
  text: 'the file became shorter while it was read: its end is missing',
  advice: 'Open it again when nothing writes to it.',
};

/** What happened to the file, or to its disk, meanwhile. */
function changeOf(source: ByteSource): Problem | undefined {
  const fault = source.fault?.();
  if (fault) {
    const { found, at, advice } = fault;
    return {
      severity: 'partial',
      text: `${found}: what stands behind is missing`,
      advice,
      ...(at === undefined ? {} : { at }),
    };
  }
  if (source.grew?.()) return GREW;
  return source.shrank?.() ? SHRANK : undefined;
}

function withChange(decoded: Decoded, change: Problem): Decoded {
  const { path } = decoded;
  if ('dump' in decoded) {
    const { dump } = decoded;
    return { path, dump: { ...dump, problems: [change, ...dump.problems] } };
  }
  const { found, advice, at } = decoded.error;
  const error = new UnreadableDump(`${found} (${change.text})`, change.advice ?? advice, change.at ?? at);
  return { path, error };
}

function sourceFor(deps: OpenDeps, input: DumpInput): ByteSource {
  return 'bytes' in input ? sourceOf(input.bytes) : deps.openFile(input.file);
}

function asUnreadable(error: unknown): UnreadableDump {
  if (error instanceof UnreadableDump) return error;
  return new UnreadableDump(
    error instanceof Error ? error.message : String(error),
    'Check the file and try again.',
  );
}

function timeOf(dump: Dump): bigint {
  if (dump.kind === 'goroutines') return 0n;
  return dump.kind === 'profile' ? dump.timeNanos : dump.startUnixNanos;
}

/** Unix time of the first dump in ms; 0 when none tells. */
export function takenAt({ dumps }: Incident): number {
  const first = dumps[0]?.time ?? 0n;
  return first > 0n ? Number(first / 1_000_000n) : 0;
}

function inTimeOrder(dumps: readonly OpenDump[]): OpenDump[] {
  const place = (d: OpenDump) => (d.time > 0n ? d.time : 1n << 63n);
  return [...dumps].sort((a, b) => {
    const difference = place(a) - place(b);
    return difference < 0n ? -1 : difference > 0n ? 1 : a.id - b.id;
  });
}
