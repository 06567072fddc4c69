// What does a capture say of itself?  The document that lies beside its dumps.

import { rfc3339 } from './clock.ts';

/** One dump that was taken. */
export interface TakenDump {
  readonly file: string;
  /** The endpoint with its query, below the base. */
  readonly endpoint: string;
  /** 1 is the first. */
  readonly round: number;
  /** When it was asked for, Unix ms. */
  readonly at: number;
  readonly tookMs: number;
  readonly bytes: number;
  /** Why it is not whole; null when it is. */
  readonly cut: string | null;
}

/** One dump that could not be taken, or was left out. */
export interface MissingDump {
  readonly endpoint: string;
  readonly round: number;
  readonly kind: string;
  readonly text: string;
  readonly advice: string;
}

/** What one round told of the service's size. */
export interface Size {
  /** Unix ms. */
  readonly at: number;
  readonly goroutines: number | null;
  /** Bytes in use as the heap profile tells them: as of the last garbage collections. */
  readonly heapBytes: number | null;
}

export interface Manifest {
  /** Without credentials. */
  readonly target: string;
  /** Why it was taken: asked for, or which threshold was passed. */
  readonly reason: string;
  readonly startedAt: number;
  readonly endedAt: number;
  /** `complete`, or what ended it early. */
  readonly end: string;
  /** Arguments of the program; values that look secret are masked. */
  readonly commandLine: readonly string[];
  readonly program: string;
  readonly buildId: string;
  /** `1.26`, as its trace tells; '' without one. */
  readonly goVersion: string;
  readonly rounds: number;
  readonly sizes: readonly Size[];
  readonly dumps: readonly TakenDump[];
  readonly missing: readonly MissingDump[];
  readonly notes: readonly string[];
}

export const MANIFEST_NAME = 'manifest.json';

/** The manifest as JSON: times as RFC 3339. Fields are only ever added. */
export function manifestJson(manifest: Manifest): string {
  const { startedAt, endedAt, sizes, dumps, ...rest } = manifest;
  const document = {
    format: 'culprit-capture',
    version: 1,
    startedAt: rfc3339(startedAt),
    endedAt: rfc3339(endedAt),
    ...rest,
    sizes: sizes.map((s) => ({ ...s, at: rfc3339(s.at) })),
    dumps: dumps.map((d) => ({ ...d, at: rfc3339(d.at) })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

const SECRET_WORDS =
  'pass|pwd|token|secret|(?:api|access|private|account|signing|encryption)[-_.]?key|credential|dsn|auth|bearer|cookie';
const SECRET_NAME = new RegExp(SECRET_WORDS, 'i');
/** `password=…` or `access_token=…` inside of an argument. */
const SECRET_FIELD = new RegExp(`([?&;,\\s][\\w.-]{0,40}(?:${SECRET_WORDS})[\\w.-]{0,40}=)[^&;,\\s]+`, 'gi');
const MASK = '…';

/** `/debug/pprof/cmdline` separates arguments by NUL. Values of flags that look secret are not kept. */
export function readCommandLine(body: Uint8Array): string[] {
  const parts = new TextDecoder().decode(body).split('\0');
  return parts.map((part, i) => {
    const flag = /^(-{0,2}[A-Za-z][\w.-]*)=/.exec(part);
    if (flag && SECRET_NAME.test(flag[1])) return `${flag[1]}=${MASK}`;
    const before = parts[i - 1] ?? '';
    if (/^-/.test(before) && !before.includes('=') && SECRET_NAME.test(before)) return MASK;
    return part
      .replace(/(:\/\/[^/@\s:]*:)(?!\d+\/)\S+@/g, `$1${MASK}@`)
      .replace(SECRET_FIELD, `$1${MASK}`)
      .replace(/\b(Bearer|Basic)\s+\S+/gi, `$1 ${MASK}`);
  });
}
