// The one door: what dump is in these bytes?

import { expandedLimit, isGzip, limitText, RAISE_LIMIT } from '../bytes/inflate-limits.ts';
import { type ByteSource, sourceOf } from '../bytes/source.ts';
import type { Dump } from '../model/dump.ts';
import { isPartial, type Problem, UnreadableDump } from '../model/problems.ts';
import type { BundleEntry } from './bundle/entry.ts';
import { readTar } from './bundle/tar.ts';
import { readZip } from './bundle/zip.ts';
import { readListing } from './goroutine-text/read-listing.ts';
import { InflateBudget } from './inflate-budget.ts';
import { readProfile } from './pprof/read-profile.ts';
import { readCountText } from './profile-text/read-count-text.ts';
import { readHeapText } from './profile-text/read-heap-text.ts';
import { readLockText } from './profile-text/read-lock-text.ts';
import { type GoText, SNIFF_LENGTH, type Sniffed, sniff } from './sniff.ts';
import { readTrace, type TraceContext } from './trace/read-trace.ts';

const MAX_GZIP_LAYERS = 2;
const MAX_NESTED_BUNDLES = 2;

/** What the way to the dump's bytes has already told. */
interface Wrapped {
  readonly source: ByteSource;
  readonly problems: readonly Problem[];
  /** The gzip around it was damaged: less than everything is to be expected. */
  readonly tolerant: boolean;
}

/** What one file, or one file of an archive, turned out to be. */
export type Decoded =
  | { readonly path: string; readonly dump: Dump }
  | { readonly path: string; readonly error: UnreadableDump };

/**
 * Reads a dump: told by its content, never by its name. Gzip is taken off first.
 * Throws UnreadableDump when there is nothing to show; all else that is wrong is in the dump's `problems`.
 */
export function decode(source: ByteSource, context: TraceContext): Dump {
  const wrapped = unwrap({ source, problems: [], tolerant: false }, context);
  return decodeUnwrapped(wrapped, sniff(wrapped.source.read(0, SNIFF_LENGTH)), context);
}

/**
 * Reads a dump, or every dump of a bundle (zip, tar, tar.gz; at most two inside each other). What cannot be
 * read is told beside what can. Files of a bundle have the path `BUNDLE/name`.
 */
export function decodeAll(path: string, source: ByteSource, context: TraceContext): Decoded[] {
  const out: Decoded[] = [];
  const budget = new InflateBudget(context.inflate, source.size, context.limits);
  const packed = { source, problems: [], tolerant: false };
  decodeInto(out, path, packed, { ...context, inflate: budget.inflate }, { budget, depth: 0 });
  return out;
}

interface Nesting {
  readonly budget: InflateBudget;
  readonly depth: number;
}

function decodeInto(
  out: Decoded[],
  path: string,
  packed: Wrapped,
  context: TraceContext,
  nesting: Nesting,
): void {
  try {
    const wrapped = unwrap(packed, context);
    const told = sniff(wrapped.source.read(0, SNIFF_LENGTH));
    if (told.kind === 'zip' || told.kind === 'tar')
      decodeBundle(out, path, wrapped, told.kind, context, nesting);
    else out.push({ path, dump: namedWhereEmpty(path, decodeUnwrapped(wrapped, told, context)) });
  } catch (e) {
    if (!(e instanceof UnreadableDump)) throw e;
    out.push({ path, error: e });
  }
}

/** A mutex profile is told from a block profile by what it holds. Of one that holds nothing only the name can tell. */
function namedWhereEmpty(path: string, dump: Dump): Dump {
  if (dump.kind !== 'profile' || dump.profileKind !== 'block' || dump.sampleCount > 0) return dump;
  return /mutex[^/\\]*$/i.test(path) ? { ...dump, profileKind: 'mutex' } : dump;
}

function decodeBundle(
  out: Decoded[],
  path: string,
  wrapped: Wrapped,
  kind: 'zip' | 'tar',
  context: TraceContext,
  { budget, depth }: Nesting,
): void {
  if (depth === MAX_NESTED_BUNDLES)
    throw new UnreadableDump('an archive inside an archive inside an archive', 'Unpack it first.');
  const bytes = wholeOf(wrapped.source, context);
  const bundle = kind === 'zip' ? readZip(bytes, context) : readTar(bytes);
  for (const entry of bundle.entries) {
    if (budget.isSpent) {
      out.push({ path, error: budget.passed() });
      break;
    }
    decodeEntry(out, `${path}/${entry.name}`, entry, context, { budget, depth: depth + 1 });
  }
  for (const { name, found, advice } of bundle.skipped)
    out.push({ path: name === '' ? path : `${path}/${name}`, error: new UnreadableDump(found, advice) });
  for (const { text, advice } of wrapped.problems)
    out.push({ path, error: new UnreadableDump(`an archive of which ${text}`, advice ?? 'Fetch it again.') });
}

function decodeEntry(
  out: Decoded[],
  path: string,
  entry: BundleEntry,
  context: TraceContext,
  nesting: Nesting,
): void {
  try {
    const { bytes, problems } = entry.open();
    decodeInto(
      out,
      path,
      { source: sourceOf(bytes), problems, tolerant: isPartial(problems) },
      context,
      nesting,
    );
  } catch (e) {
    if (!(e instanceof UnreadableDump)) throw e;
    out.push({ path, error: e });
  }
}

function decodeUnwrapped(wrapped: Wrapped, told: Sniffed, context: TraceContext): Dump {
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

function decodePlain(told: Sniffed, wrapped: Wrapped, context: TraceContext): Dump {
  const { source } = wrapped;
  switch (told.kind) {
    case 'trace':
      return readTrace(source, context);
    case 'foreign':
      throw new UnreadableDump(told.found, told.advice);
    case 'gzip':
      throw new UnreadableDump('gzip inside gzip inside gzip', 'Expand it first.');
    case 'go-text':
      return decodeGoText(told.form, wholeOf(source, context), context);
    case 'utf-16':
      return decodeUtf16(told.encoding, wrapped, context);
    case 'binary':
      return decodeProfile(wrapped, context);
    case 'text':
      return decodeText(told.firstLine, wrapped, context);
    default:
      throw new UnreadableDump(`a ${told.kind} archive`, 'Unpack it and open its files.');
  }
}

/** Columns hold offsets of 31 bits, and the system reads no more at once. */
const MOST_WHOLE_BYTES = 2 ** 31 - 1;

/** All bytes of a source, if it is not past the limit. */
function wholeOf(source: ByteSource, context: TraceContext): Uint8Array {
  const limit = context.limits.maxExpandedBytes;
  if (source.size > limit)
    throw new UnreadableDump(
      `a file of ${source.size} bytes, more than the limit of ${limitText(limit)}`,
      RAISE_LIMIT,
    );
  if (source.size > MOST_WHOLE_BYTES)
    throw new UnreadableDump(
      `a file of ${source.size} bytes, more than can be read as a whole`,
      'Record for a shorter time, or with fewer labels: 2 GiB is the most.',
    );
  return source.read(0, source.size);
}

function decodeGoText(form: GoText, bytes: Uint8Array, context: TraceContext): Dump {
  switch (form) {
    case 'goroutine-listing':
      return readListing(bytes, context.onProgress);
    case 'heap-debug1':
      return readHeapText(bytes);
    case 'lock-debug1':
      return readLockText(bytes);
    default:
      return readCountText(bytes);
  }
}

/** What PowerShell's `>` makes of a text. */
function decodeUtf16(encoding: string, wrapped: Wrapped, context: TraceContext): Dump {
  const text = new TextDecoder(encoding).decode(wholeOf(wrapped.source, context));
  const source = sourceOf(new TextEncoder().encode(text));
  const told = sniff(source.read(0, SNIFF_LENGTH));
  if (told.kind === 'utf-16') throw new UnreadableDump('text in UTF-16 twice', 'Save it as UTF-8.');
  const dump = decodePlain(told, { ...wrapped, source }, context);
  return {
    ...dump,
    problems: [{ severity: 'note', text: 'the text is in UTF-16, as PowerShell saves it' }, ...dump.problems],
  };
}

function decodeProfile({ source, tolerant }: Wrapped, context: TraceContext): Dump {
  const { onProgress } = context;
  return readProfile(wholeOf(source, context), { tolerant, ...(onProgress ? { onProgress } : {}) });
}

/** Text can begin like a protobuf message, and a log can hold a goroutine listing anywhere. */
function decodeText(firstLine: string, wrapped: Wrapped, context: TraceContext): Dump {
  const attempts = [
    () => decodeProfile(wrapped, context),
    () => readListing(wholeOf(wrapped.source, context), context.onProgress),
  ];
  for (const attempt of attempts) {
    try {
      return attempt();
    } catch (e) {
      if (!(e instanceof UnreadableDump)) throw e;
    }
  }
  throw new UnreadableDump(
    `text that is no dump: "${firstLine}"`,
    'Choose a file that was saved from /debug/pprof or written by runtime/pprof or runtime/trace.',
  );
}

/** Takes off at most two layers of gzip. */
function unwrap(packed: Wrapped, context: TraceContext): Wrapped {
  let wrapped = packed;
  for (let layer = 0; layer < MAX_GZIP_LAYERS && isGzip(wrapped.source.read(0, 2)); layer++) {
    wrapped = unwrapOnce(wrapped, context);
    if (layer === 1)
      wrapped = {
        ...wrapped,
        problems: [...wrapped.problems, TWICE],
      };
  }
  return wrapped;
}

const TWICE: Problem = {
  severity: 'warning',
  text: 'the file was gzipped twice',
  at: 0,
  advice: 'It is read all the same. Leave out one gzip where it is stored.',
};

function unwrapOnce(wrapped: Wrapped, context: TraceContext): Wrapped {
  const packed = wholeOf(wrapped.source, context);
  const { bytes, complete, fault } = context.inflate(packed, expandedLimit(packed.length, context.limits));
  if (!complete && hasDosLineEnds(packed))
    throw new UnreadableDump(
      'gzip data that was copied as text with new line ends, which destroyed it',
      'Fetch it again and copy it as binary.',
    );
  if (!complete && bytes.length === 0)
    throw new UnreadableDump(
      `gzip data of ${packed.length} bytes of which nothing can be read: ${fault}`,
      'The copy or the upload was cut off or damaged: fetch it again.',
    );
  const problems =
    fault === undefined
      ? wrapped.problems
      : [...wrapped.problems, gzipProblem(complete, bytes, packed.length, fault)];
  return { source: sourceOf(bytes), problems, tolerant: wrapped.tolerant || !complete };
}

const ENOUGH_LINE_ENDS = 8;

/** Compressed data has line feeds everywhere; after a copy as text each has a carriage return before it. */
function hasDosLineEnds(packed: Uint8Array): boolean {
  let count = 0;
  for (let at = packed.indexOf(10); at >= 0; at = packed.indexOf(10, at + 1)) {
    if (packed[at - 1] !== 13) return false;
    count++;
  }
  return count >= ENOUGH_LINE_ENDS;
}

function gzipProblem(complete: boolean, bytes: Uint8Array, end: number, fault: string): Problem {
  if (complete)
    return {
      severity: 'warning',
      text: fault,
      at: end,
      advice: 'All of the gzip data was read. Fetch it again if something else was to follow.',
    };
  return {
    severity: 'partial',
    text: `${fault}: ${bytes.length} bytes could be read`,
    at: end,
    advice: 'The copy or the upload was cut off or damaged: fetch it again.',
  };
}
