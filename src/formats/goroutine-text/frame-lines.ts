// What do the single lines of a goroutine listing say?
// Source: goroutineheader and printAncestorTraceback in Go's runtime/traceback.go.

/** `goroutine 7 [chan receive, 12 minutes, locked to thread]:` */
export interface GoroutineHeader {
  readonly id: number;
  readonly state: string;
  readonly waitMinutes: number;
  readonly locked: boolean;
  /** What a log wrote before it on the same line. */
  readonly prefix: string;
}

const HEADER =
  /^(.*?)\bgoroutine (\d{1,15})(?: gp=\S+)?(?: m=\S+)?(?: mp=\S+)? \[([^\]]*)\](?: \{.*\})?:\s*$/;
const MINUTES = /^(\d{1,9}) minutes?$/;

/** Longer lines are no headers: nothing is searched in them. */
const MAX_HEADER = 4096;

export function parseHeader(line: string): GoroutineHeader | undefined {
  const last = line.charCodeAt(line.length - 1);
  if ((last !== 58 && last !== 32) || line.length > MAX_HEADER) return undefined;
  const match = HEADER.exec(line);
  if (match === null) return undefined;
  const words = match[3].split(', ');
  const minutes = words.map((w) => MINUTES.exec(w)?.[1]).find((m) => m !== undefined);
  const rest = words.slice(1).filter((w) => !MINUTES.test(w) && w !== 'locked to thread');
  return {
    id: Number(match[2]),
    state: [words[0].replace(/ \(scan\)$/, ''), ...rest].join(', '),
    waitMinutes: Number(minutes ?? 0),
    locked: words.includes('locked to thread'),
    prefix: match[1],
  };
}

/** The function of `main.(*T).run(0xc000012345, {0x1, 0x2})`, or undefined. */
export function parseCall(line: string): string | undefined {
  if (!line.endsWith(')')) return undefined;
  const open = line.lastIndexOf('(');
  return open > 0 && !line.includes(')(', open - 1) && line.charCodeAt(0) > 32
    ? line.slice(0, open)
    : undefined;
}

export interface Creation {
  readonly name: string;
  /** -1 before Go 1.21. */
  readonly creatorId: number;
}

const CREATED_IN = / in goroutine (\d{1,15})$/;

/** `created by main.start in goroutine 1` */
export function parseCreatedBy(line: string): Creation | undefined {
  if (!line.startsWith('created by ')) return undefined;
  const name = line.slice('created by '.length);
  const creator = CREATED_IN.exec(name);
  return creator === null
    ? { name, creatorId: -1 }
    : { name: name.slice(0, creator.index), creatorId: Number(creator[1]) };
}

export interface Place {
  readonly file: string;
  readonly line: number;
}

/** `\t/src/main.go:12 +0x1d` (or with ` fp=… sp=… pc=…`) */
export function parsePlace(line: string): Place | undefined {
  const first = line.charCodeAt(0);
  if (first !== 9 && first !== 32) return undefined;
  const text = line.trimStart();
  const colon = placeColon(text);
  if (colon < 1) return undefined;
  let end = colon + 1;
  while (end < text.length && isDigit(text.charCodeAt(end))) end++;
  if (end === colon + 1 || (end < text.length && text.charCodeAt(end) !== 32)) return undefined;
  return { file: text.slice(0, colon), line: Number(text.slice(colon + 1, end)) };
}

/** The colon before the line number: the last one before ` +0x`, ` fp=` or the end. */
function placeColon(text: string): number {
  const offset = text.lastIndexOf(' +0x');
  const registers = text.indexOf(' fp=0x');
  const end = offset > 0 ? offset : registers > 0 ? registers : text.length;
  return text.lastIndexOf(':', end - 1);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** `...additional frames elided...` and `...23 frames elided...` */
export function isElision(line: string): boolean {
  return line.startsWith('...') && line.includes('frames elided');
}

const REASON =
  /\b(panic: .*|fatal error: .*|SIG[A-Z]+: .*|runtime: goroutine stack exceeds .*|unexpected fault address .*)$/;

/** Why the process stopped, if this line says it. */
export function parseReason(line: string): string | undefined {
  return line.length < 4096 ? REASON.exec(line)?.[1] : undefined;
}

/**
 * What takes off a prefix like the one of a header line (`2024-05-01T12:00:00.1Z stderr F `): digits may change
 * from line to line. Undefined where there is none.
 */
export function prefixRemover(prefix: string): ((line: string) => string) | undefined {
  if (prefix === '') return undefined;
  const pattern = prefix
    .slice(0, 200)
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\d+/g, '\\d+');
  const regex = new RegExp(`^${pattern}`);
  return (line) => line.replace(regex, '');
}
