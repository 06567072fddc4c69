// What is this file, judged by its content?

/** The text forms that Go itself writes. */
export type GoText =
  | 'goroutine-debug1'
  | 'goroutine-listing'
  | 'heap-debug1'
  | 'lock-debug1'
  | 'count-debug1';

export type Sniffed =
  | { readonly kind: 'gzip' | 'zip' | 'tar' }
  | { readonly kind: 'trace'; readonly version: number }
  | { readonly kind: 'go-text'; readonly form: GoText }
  /** UTF-16 text: `encoding` is a TextDecoder label. */
  | { readonly kind: 'utf-16'; readonly encoding: 'utf-16le' | 'utf-16be' }
  /** Something with a name that is no dump. */
  | { readonly kind: 'foreign'; readonly found: string; readonly advice: string }
  | { readonly kind: 'text'; readonly firstLine: string }
  /** Perhaps a pprof message, which has no magic. */
  | { readonly kind: 'binary' };

/** Bytes of the beginning that are enough for `sniff`. */
export const SNIFF_LENGTH = 4096;

interface Foreign {
  readonly magic: string;
  readonly at?: number;
  readonly found: string;
  readonly advice: string;
}

const NO_GO_DUMP =
  'Choose a file that was saved from /debug/pprof or written by runtime/pprof or runtime/trace.';
const AS_BINARY = 'Fetch it again and copy it as binary.';

/** So many zero bytes at the beginning of a file are no beginning of anything. */
const FEWEST_ZEROS = 64;
const ZEROS: Sniffed = {
  kind: 'foreign',
  found: 'a file that begins with zero bytes only',
  advice: 'The disk was full, or the copy broke off before its content was written: fetch it again.',
};

/** The last magic number, that of tar, ends before. */
const MAGIC_LENGTH = 264;

/** Magic numbers, as Latin-1 text. */
const FOREIGN: readonly Foreign[] = [
  {
    magic: '\x7fELF',
    found: 'an ELF file (a program or a core dump)',
    advice: 'Open the profiles of the program, not the program.',
  },
  {
    magic: 'MZ',
    found: 'a Windows program',
    advice: 'Open the profiles of the program, not the program.',
  },
  {
    magic: '\xcf\xfa\xed\xfe',
    found: 'a macOS program',
    advice: 'Open the profiles of the program, not the program.',
  },
  { magic: '\x89PNG', found: 'a PNG picture', advice: 'Open the profile that the picture was drawn from.' },
  { magic: '%PDF', found: 'a PDF document', advice: 'Open the profile that the document was drawn from.' },
  {
    magic: '\x28\xb5\x2f\xfd',
    found: 'zstd-compressed data',
    advice: 'Expand it first: zstd -d FILE.',
  },
  { magic: '\xfd7zXZ\0', found: 'xz-compressed data', advice: 'Expand it first: xz -d FILE.' },
  { magic: 'BZh', found: 'bzip2-compressed data', advice: 'Expand it first: bunzip2 FILE.' },
  { magic: '\x04\x22\x4d\x18', found: 'lz4-compressed data', advice: 'Expand it first: lz4 -d FILE.' },
  { magic: '7z\xbc\xaf\x27\x1c', found: 'a 7z archive', advice: 'Unpack it first.' },
  { magic: 'Rar!', found: 'a RAR archive', advice: 'Unpack it first.' },
  {
    magic: 'PERFILE2',
    found: 'a Linux perf.data file',
    advice: 'Convert it with perf_to_profile from github.com/google/perf_data_converter.',
  },
  { magic: 'JAVA PROFILE', found: 'a Java heap dump (hprof)', advice: NO_GO_DUMP },
  { magic: 'FLR\0', found: 'a Java Flight Recorder file', advice: NO_GO_DUMP },
  { magic: '\xca\xfe\xba\xbe', found: 'a Java class or a macOS program', advice: NO_GO_DUMP },
  { magic: 'go1.5 trace', found: 'a trace in another layout than Go writes', advice: NO_GO_DUMP },
  { magic: 'SQLite format 3', found: 'a SQLite database', advice: NO_GO_DUMP },
  {
    magic: '\x1f\xef\xbf\xbd\x08',
    found: 'gzip data that was copied as UTF-8 text, which destroyed it',
    advice: AS_BINARY,
  },
  {
    magic: 'version https://git-lfs',
    found: 'a Git LFS pointer, not the file itself',
    advice: 'Run git lfs pull.',
  },
  { magic: 'H4sI', found: 'base64 text of gzip data', advice: 'Decode it first: base64 -d FILE.' },
  {
    magic: 'HTTP/1.',
    found: 'an HTTP answer saved with its headers',
    advice: 'Save the body alone: curl without -i.',
  },
  {
    magic: 'HTTP/2',
    found: 'an HTTP answer saved with its headers',
    advice: 'Save the body alone: curl without -i.',
  },
  {
    magic: 'goexperiment',
    found: 'Go build settings',
    advice: NO_GO_DUMP,
  },
  { magic: '{"snapshot":', found: 'a JavaScript heap snapshot', advice: NO_GO_DUMP },
  { magic: '--- heapz', found: 'a gperftools or Java heap profile', advice: NO_GO_DUMP },
  { magic: '--- growthz', found: 'a gperftools growth profile', advice: NO_GO_DUMP },
  { magic: '--- threadz', found: 'a gperftools thread listing', advice: NO_GO_DUMP },
  { magic: '--- Stack trace', found: 'a gperftools thread listing', advice: NO_GO_DUMP },
  { magic: 'heap_v2/', found: 'a jemalloc heap profile', advice: NO_GO_DUMP },
  {
    magic: '\0\0\0\0\0\0\0\0\x03\0\0\0\0\0\0\0',
    found: 'a gperftools CPU profile (the binary form before pprof protobuf)',
    advice: 'Convert it with pprof -proto.',
  },
  {
    magic: '\0\0\0\0\x03\0\0\0',
    found: 'a gperftools or Java CPU profile (the binary form before pprof protobuf)',
    advice: 'Convert it with pprof -proto.',
  },
  { magic: 'ustar', at: 257, found: 'tar', advice: '' },
];

/** What the words of a saved error page mean, with the way out. */
const ERROR_WORDS: readonly { readonly pattern: RegExp; readonly advice: string }[] = [
  {
    pattern: /cpu profiling already in use/i,
    advice: 'Another CPU profile was running: wait until it ends and fetch again.',
  },
  {
    pattern: /tracing (is )?already enabled|could not enable tracing/i,
    advice: 'Another trace was running: wait until it ends and fetch again.',
  },
  {
    pattern: /write ?timeout/i,
    advice: "Ask for fewer seconds than the server's WriteTimeout.",
  },
  {
    pattern: /unknown profile/i,
    advice: 'The server has no profile of this name: look at /debug/pprof/ for those it has.',
  },
  {
    pattern: /\b(401|403|unauthori[sz]ed|forbidden|unauthenticated)\b/i,
    advice: 'The server asks for credentials: fetch again with them.',
  },
  {
    pattern: /\b(404|not found)\b/i,
    advice: 'The server has no such page: import net/http/pprof and check the path and the port.',
  },
  {
    pattern: /\b(50[0234]|bad gateway|gateway time-?out|internal server error|service unavailable)\b/i,
    advice: 'A proxy answered instead of the service: ask the service itself, or for fewer seconds.',
  },
];

/** Tells what a file is by its first bytes; `head` holds at least SNIFF_LENGTH of them where there are as many. */
export function sniff(head: Uint8Array): Sniffed {
  if (head.length === 0)
    return {
      kind: 'foreign',
      found: 'an empty file',
      advice: 'The endpoint answered without a body, or the download failed: fetch again with curl -f.',
    };
  return magic(latin1(head.subarray(0, MAGIC_LENGTH))) ?? byText(head);
}

function magic(text: string): Sniffed | undefined {
  if (text.startsWith('\x1f\x8b')) return { kind: 'gzip' };
  if (/^PK(\x03\x04|\x05\x06|\x07\x08)/.test(text)) return { kind: 'zip' };
  const trace = /^go 1\.(\d{1,4}) trace\0\0\0/.exec(text);
  if (trace) return { kind: 'trace', version: Number(trace[1]) };
  if (text.startsWith('\xff\xfe')) return { kind: 'utf-16', encoding: 'utf-16le' };
  if (text.startsWith('\xfe\xff')) return { kind: 'utf-16', encoding: 'utf-16be' };
  const known = FOREIGN.find((f) => text.startsWith(f.magic, f.at ?? 0));
  if (known === undefined) return undefined;
  return known.found === 'tar'
    ? { kind: 'tar' }
    : { kind: 'foreign', found: known.found, advice: known.advice };
}

function byText(head: Uint8Array): Sniffed {
  if (head.length >= FEWEST_ZEROS && head.every((byte) => byte === 0)) return ZEROS;
  if (!looksLikeText(head)) return { kind: 'binary' };
  const body = new TextDecoder().decode(head).trimStart();
  if (body === '')
    return { kind: 'foreign', found: 'a file of blanks only', advice: 'Fetch it again with curl -f.' };
  const go = goText(body);
  if (go !== undefined) return go;
  const firstLine = shortFirstLine(head);
  const page = savedPage(body, firstLine);
  return page ?? { kind: 'text', firstLine };
}

function goText(body: string): Sniffed | undefined {
  if (/^goroutine(leak)? profile: total /.test(body)) return { kind: 'go-text', form: 'goroutine-debug1' };
  if (/^heap profile: /.test(body)) return heapText(body);
  if (/^--- (contention|mutex):/.test(body)) return { kind: 'go-text', form: 'lock-debug1' };
  if (/^--- contentionz /.test(body))
    return { kind: 'foreign', found: 'a gperftools or Java contention profile', advice: NO_GO_DUMP };
  if (/^[\w./-]+ profile: total \d+/.test(body)) return { kind: 'go-text', form: 'count-debug1' };
  if (/(^|\n)goroutine \d+ .*\[[^\]\n]+\]:/.test(body)) return { kind: 'go-text', form: 'goroutine-listing' };
  return undefined;
}

function heapText(body: string): Sniffed {
  const kind = /^heap profile:[^\n@]*@ ?([\w-]*)/.exec(body)?.[1];
  if (kind === 'heap') return { kind: 'go-text', form: 'heap-debug1' };
  return { kind: 'foreign', found: `a gperftools heap profile (${kind || 'no type'})`, advice: NO_GO_DUMP };
}

/** An error page or message, with the advice that fits its words. */
function savedPage(body: string, firstLine: string): Sniffed | undefined {
  const html = /^<(!doctype|html|head|body|\?xml)/i.test(body);
  const json = /^[{[]/.test(body);
  const known = ERROR_WORDS.find((w) => w.pattern.test(body.slice(0, 2048)));
  if (!html && !json && (known === undefined || body.length > 2048)) return undefined;
  const what = html
    ? `an HTML page "${title(body) ?? firstLine}"`
    : json
      ? `JSON text ${firstLine}`
      : `the text "${firstLine}"`;
  return {
    kind: 'foreign',
    found: `${what}, saved in place of a dump`,
    advice: known?.advice ?? 'Look at the address that it was fetched from, and use curl -f.',
  };
}

function title(body: string): string | undefined {
  const found = /<title>([^<]{1,80})/i.exec(body)?.[1].trim();
  return found && visible(found);
}

function shortFirstLine(head: Uint8Array): string {
  const text = new TextDecoder().decode(head.subarray(0, 400)).trimStart();
  const line = text.split(/[\r\n]/, 1)[0];
  const shown = visible(line);
  return shown.length > 80 ? `${shown.slice(0, 79)}…` : shown;
}

function visible(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '·');
}

/** No control characters but tab and line ends, and few bytes outside ASCII, or all of them UTF-8. */
function looksLikeText(head: Uint8Array): boolean {
  let high = 0;
  for (const byte of head) {
    if (byte >= 0x80) high++;
    else if (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 0x1b && byte !== 12)
      return false;
  }
  return high <= head.length / 4 || isUtf8(head);
}

/** A character may be cut at the end. */
function isUtf8(head: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
