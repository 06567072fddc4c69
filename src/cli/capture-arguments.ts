// What did the user ask of `capture`?

import { parseArgs } from 'node:util';
import { parseBytes, parseCount, parseDuration, parseRate } from '../live/quantities.ts';
import type { Triggers } from '../live/watch.ts';
import type { HeaderList } from '../outside/http.ts';

/** A pod to reach through `kubectl port-forward`. */
export interface PodAddress {
  readonly namespace: string;
  readonly pod: string;
  readonly port: number;
  readonly context: string | undefined;
}

/** Who asks, and whom to trust: the same for capture and fleet. */
export interface ServerFlags {
  readonly headers: HeaderList;
  readonly ca: string | undefined;
  readonly follow: boolean;
  readonly maxBytes: number;
}

/** `culprit capture …`, checked. */
export interface CaptureCommand {
  readonly command: 'capture';
  readonly from:
    | { readonly kind: 'url'; readonly url: string }
    | { readonly kind: 'pod'; readonly pod: PodAddress };
  readonly forMs: number;
  readonly everyMs: number;
  readonly cpuSeconds: number | undefined;
  readonly traceSeconds: number;
  readonly all: boolean;
  /** Undefined: a new folder here, named after the service and the time. */
  readonly out: string | undefined;
  /** Undefined: do not wait for something to happen. */
  readonly watch: { readonly triggers: Triggers; readonly forMs: number } | undefined;
  readonly report: boolean;
  readonly workspace: string;
  readonly format: 'text' | 'json';
  readonly server: ServerFlags;
}

export interface WrongArguments {
  readonly command: 'wrong';
  readonly message: string;
}

export const CAPTURE_HELP = `  culprit capture <URL> [--for 15s] [--every 5s] [--out DIR|FILE.zip] [--report] [FLAGS]
  culprit capture --pod NAMESPACE/POD:PORT [--context NAME] [FLAGS]

      Takes the dumps of a running service from its /debug/pprof/, twice or more over time, into
      one folder (or zip) that opens as an incident. Nothing but the named server is asked.
      --for 15s --every 5s   from the first round to the last, and between two; --for 0 for one round
      --cpu 5s --trace 1s    how long to record; 0 leaves it out
      --all                  also what would stop the service for a while
      --report [--workspace DIR] [--format text|json]   then judge what was taken
      --watch                wait until one of these is passed, and take the dumps then:
         --goroutines 10000  --heap 500MB  --goroutine-slope 100/s  --heap-slope 5MB/s
         --watch-for 1h      give up then (default: never)
      --header 'Name: value' (again for more)   --ca FILE   --follow   --max-bytes 512MB
      CULPRIT_BASIC_AUTH=user:password or CULPRIT_BEARER_TOKEN=… in the environment say who asks.
`;

const OPTIONS = {
  for: { type: 'string' },
  every: { type: 'string' },
  cpu: { type: 'string' },
  trace: { type: 'string' },
  all: { type: 'boolean' },
  out: { type: 'string' },
  pod: { type: 'string' },
  context: { type: 'string' },
  report: { type: 'boolean' },
  workspace: { type: 'string' },
  format: { type: 'string' },
  watch: { type: 'boolean' },
  goroutines: { type: 'string' },
  heap: { type: 'string' },
  'goroutine-slope': { type: 'string' },
  'heap-slope': { type: 'string' },
  'watch-for': { type: 'string' },
  header: { type: 'string', multiple: true },
  ca: { type: 'string' },
  follow: { type: 'boolean' },
  'max-bytes': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

const parse = (argv: readonly string[]) =>
  parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
type Values = ReturnType<typeof parse>['values'];

const DEFAULT_MAX_BYTES = 512 * 1024 ** 2;
const SHORTEST_EVERY_MS = 200;

/** Something written wrongly; its message goes to the user. */
export class WrongArgument extends Error {}

/** Reads what follows the command's name. */
export function parseCaptureCommand(
  argv: readonly string[],
): CaptureCommand | WrongArguments | { readonly command: 'help' } {
  try {
    const { values, positionals } = parse(argv);
    return values.help ? { command: 'help' } : assemble(values, positionals);
  } catch (error) {
    return { command: 'wrong', message: error instanceof Error ? error.message : String(error) };
  }
}

function assemble(values: Values, positionals: readonly string[]): CaptureCommand {
  const cpuMs = optional('--cpu', values.cpu, parseDuration);
  const traceMs = optional('--trace', values.trace, parseDuration) ?? 1000;
  const everyMs = optional('--every', values.every, parseDuration) ?? 5000;
  if (everyMs < SHORTEST_EVERY_MS) throw new WrongArgument('--every is at least 200ms.');
  return {
    command: 'capture',
    from: placeOf(values, positionals),
    forMs: optional('--for', values.for, parseDuration) ?? 15_000,
    everyMs,
    // Go records the CPU by whole seconds; 0 alone leaves it out.
    cpuSeconds: cpuMs === undefined ? undefined : Math.ceil(cpuMs / 1000),
    traceSeconds: traceMs / 1000,
    all: values.all ?? false,
    out: values.out,
    watch: watchOf(values),
    report: values.report ?? values.workspace !== undefined,
    workspace: values.workspace ?? '.',
    format: formatOf(values.format),
    server: serverFlags(values),
  };
}

function placeOf(values: Values, positionals: readonly string[]): CaptureCommand['from'] {
  const { pod, context } = values;
  if (positionals.length > 1) throw new WrongArgument(`capture takes one URL, not ${positionals.length}.`);
  if ((pod === undefined) === (positionals.length === 0))
    throw new WrongArgument('capture needs a URL, or --pod NAMESPACE/POD:PORT.');
  if (pod === undefined && context !== undefined) throw new WrongArgument('--context is for --pod.');
  if (pod === undefined) return { kind: 'url', url: positionals[0] };
  const [, namespace, name, port] = /^([^/\s]+)\/([^/:\s]+):(\d{1,5})$/.exec(pod) ?? [];
  if (port === undefined) throw new WrongArgument(`--pod is NAMESPACE/POD:PORT, not "${pod}".`);
  return { kind: 'pod', pod: { namespace, pod: name, port: Number(port), context } };
}

function watchOf(values: Values): CaptureCommand['watch'] {
  const rate = (quantity: (text: string) => number | undefined) => (text: string) =>
    parseRate(text, quantity);
  const goroutines = optional('--goroutines', values.goroutines, parseCount);
  const heapBytes = optional('--heap', values.heap, parseBytes);
  const goroutinesPerSecond = optional('--goroutine-slope', values['goroutine-slope'], rate(parseCount));
  const heapBytesPerSecond = optional('--heap-slope', values['heap-slope'], rate(parseBytes));
  const triggers: Triggers = {
    ...(goroutines !== undefined && { goroutines }),
    ...(heapBytes !== undefined && { heapBytes }),
    ...(goroutinesPerSecond !== undefined && { goroutinesPerSecond }),
    ...(heapBytesPerSecond !== undefined && { heapBytesPerSecond }),
  };
  const some = Object.keys(triggers).length > 0;
  if (values.watch !== true && some)
    throw new WrongArgument('Thresholds and slopes are for --watch. Add it, or leave them out.');
  if (values.watch !== true) return undefined;
  if (!some)
    throw new WrongArgument('--watch needs --goroutines, --heap, --goroutine-slope or --heap-slope.');
  return {
    triggers,
    forMs: optional('--watch-for', values['watch-for'], parseDuration) ?? Number.POSITIVE_INFINITY,
  };
}

/** The flags that say who asks and whom to trust. */
export function serverFlags(values: Pick<Values, 'header' | 'ca' | 'follow' | 'max-bytes'>): ServerFlags {
  return {
    headers: (values.header ?? []).map(readHeader),
    ca: values.ca,
    follow: values.follow ?? false,
    maxBytes: optional('--max-bytes', values['max-bytes'], parseBytes) ?? DEFAULT_MAX_BYTES,
  };
}

function readHeader(text: string): readonly [string, string] {
  const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t\x20-\x7e]*)$/.exec(text) ?? [];
  // What was written may be a secret: it is not repeated.
  if (name === undefined)
    throw new WrongArgument("--header is 'Name: value' in plain ASCII; one that was given is not.");
  return [name.toLowerCase(), value];
}

export function formatOf(format: string | undefined): 'text' | 'json' {
  if (format === undefined || format === 'text' || format === 'json') return format ?? 'text';
  throw new WrongArgument(`--format is text or json, not "${format}".`);
}

export function optional(
  flag: string,
  text: string | undefined,
  read: (text: string) => number | undefined,
): number | undefined {
  if (text === undefined) return undefined;
  const value = read(text);
  if (value === undefined) throw new WrongArgument(`${flag}: "${text}" is not what it takes.`);
  return value;
}
