// The one door: what dump is in these bytes?

import type { DecodeContext } from '../bytes/decode-context.ts';
import { isGzip } from '../bytes/inflate-limits.ts';
import { type ByteSource, sourceOf } from '../bytes/source.ts';
import type { Dump } from '../model/dump.ts';
import { type Problem, UnreadableDump } from '../model/problems.ts';
import { readProfile } from './pprof/read-profile.ts';
import { SNIFF_LENGTH, type Sniffed, sniff } from './sniff.ts';
import { readTrace } from './trace/read-trace.ts';

const MAX_GZIP_LAYERS = 2;

/** What the way to the dump's bytes has already told. */
interface Wrapped {
  readonly source: ByteSource;
  readonly problems: readonly Problem[];
  /** The gzip around it was damaged: less than everything is to be expected. */
  readonly tolerant: boolean;
}

/**
 * Reads a dump: told by its content, never by its name. Gzip is taken off first.
 * Throws UnreadableDump when there is nothing to show; all else that is wrong is in the dump's `problems`.
 */
export function decode(source: ByteSource, context: DecodeContext): Dump {
  const wrapped = unwrap(source, context);
  const told = sniff(wrapped.source.read(0, SNIFF_LENGTH));
  const dump = blamingGzip(wrapped, () => decodePlain(told, wrapped, context));
  return wrapped.problems.length === 0
    ? dump
    : { ...dump, problems: [...wrapped.problems, ...dump.problems] };
}

/** Where the gzip around it was damaged, that is why its content cannot be read. */
function blamingGzip(wrapped: Wrapped, read: () => Dump): Dump {
  try {
    return read();
  } catch (e) {
    const fault = wrapped.problems.find((p) => p.severity === 'partial');
    if (!(e instanceof UnreadableDump) || fault === undefined) throw e;
    throw new UnreadableDump(`${fault.text}. They hold ${e.found}`, fault.advice ?? e.advice, e.at);
  }
}

function decodePlain(told: Sniffed, wrapped: Wrapped, context: DecodeContext): Dump {
  const { source } = wrapped;
  switch (told.kind) {
    case 'trace':
      return readTrace(source, context);
    case 'foreign':
      throw new UnreadableDump(told.found, told.advice);
    case 'gzip':
      throw new UnreadableDump('gzip inside gzip inside gzip', 'Expand it first.');
    case 'binary':
    case 'text':
      return decodeProfile(told, wrapped, context);
    default:
      throw notRead(told);
  }
}

function notRead(told: Sniffed): UnreadableDump {
  const wanted = 'Give a pprof profile (protobuf) or an execution trace.';
  if (told.kind === 'go-text') return new UnreadableDump(`a Go text dump (${told.form})`, wanted);
  if (told.kind === 'zip' || told.kind === 'tar')
    return new UnreadableDump(`a ${told.kind} archive`, 'Unpack it first.');
  return new UnreadableDump('text in UTF-16', 'Save it as UTF-8.');
}

/** Text can begin like a protobuf message, so it is tried; if it is none, the text is what was found. */
function decodeProfile(told: Sniffed, wrapped: Wrapped, context: DecodeContext): Dump {
  const { source, tolerant } = wrapped;
  if (source.size > context.limits.maxExpandedBytes)
    throw new UnreadableDump(
      `a file of ${source.size} bytes, more than the limit of ${context.limits.maxExpandedBytes}`,
      'If you trust the file, raise the limit for expanded bytes.',
    );
  const { onProgress } = context;
  try {
    return readProfile(source.read(0, source.size), { tolerant, ...(onProgress ? { onProgress } : {}) });
  } catch (e) {
    if (told.kind !== 'text' || !(e instanceof UnreadableDump)) throw e;
    throw new UnreadableDump(
      `text that is no dump: "${told.firstLine}"`,
      'Choose a file that was saved from /debug/pprof or written by runtime/pprof or runtime/trace.',
    );
  }
}

/** Takes off at most two layers of gzip. */
function unwrap(source: ByteSource, context: DecodeContext): Wrapped {
  let wrapped: Wrapped = { source, problems: [], tolerant: false };
  for (let layer = 0; layer < MAX_GZIP_LAYERS && isGzip(wrapped.source.read(0, 2)); layer++) {
    wrapped = unwrapOnce(wrapped, context);
    if (layer === 1)
      wrapped = {
        ...wrapped,
        problems: [...wrapped.problems, { severity: 'warning', text: 'the file was gzipped twice' }],
      };
  }
  return wrapped;
}

function unwrapOnce(wrapped: Wrapped, context: DecodeContext): Wrapped {
  const packed = wrapped.source.read(0, wrapped.source.size);
  const { bytes, complete, fault } = context.inflate(packed, context.limits.maxExpandedBytes);
  if (!complete && bytes.length === 0)
    throw new UnreadableDump(
      `gzip data of ${packed.length} bytes of which nothing can be read: ${fault}`,
      'The copy or the upload was cut off or damaged: fetch it again.',
    );
  const problems =
    fault === undefined ? wrapped.problems : [...wrapped.problems, gzipProblem(complete, bytes, fault)];
  return { source: sourceOf(bytes), problems, tolerant: wrapped.tolerant || !complete };
}

function gzipProblem(complete: boolean, bytes: Uint8Array, fault: string): Problem {
  if (complete) return { severity: 'warning', text: fault };
  return {
    severity: 'partial',
    text: `${fault}: ${bytes.length} bytes could be read`,
    advice: 'The copy or the upload was cut off or damaged: fetch it again.',
  };
}
