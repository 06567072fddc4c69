// What did the user ask of `fleet`?

import { parseArgs } from 'node:util';
import type { EngineName } from '../live/fleet/probe.ts';
import { readSelector } from '../live/fleet/selector.ts';
import { parseCount, parseDuration } from '../live/quantities.ts';
import {
  formatOf,
  optional,
  type ServerFlags,
  serverFlags,
  WrongArgument,
  type WrongArguments,
} from './capture-arguments.ts';
import { SOURCE_OPTIONS, type SourceFlags, sourceFlags } from './source-arguments.ts';

export const FLEET_ACTIONS = ['types', 'labels', 'rank', 'judge', 'fetch', 'merge'] as const;
export type FleetAction = (typeof FLEET_ACTIONS)[number];

/** The time that is asked about; an end of undefined is now. */
export interface FleetTime {
  readonly startMs: number | undefined;
  readonly endMs: number | undefined;
  /** Before the end, where no start is given. */
  readonly lastMs: number;
}

/** `culprit fleet …`, checked. */
export interface FleetCommand {
  readonly command: 'fleet';
  readonly action: FleetAction;
  readonly url: string;
  readonly engine: EngineName | undefined;
  readonly selector: string;
  /** The label whose values are the pods. */
  readonly by: string;
  /** One label, for `labels`. */
  readonly label: string | undefined;
  readonly time: FleetTime;
  readonly worst: number;
  /** Pods by name, in place of the worst. */
  readonly pods: readonly string[];
  /** For `merge`: an id that `types` prints, or `heap` or `goroutine`. */
  readonly type: string;
  readonly out: string | undefined;
  readonly workspace: string;
  /** For `judge`. */
  readonly sources: SourceFlags;
  readonly format: 'text' | 'json';
  readonly server: ServerFlags;
}

export const FLEET_HELP = `  culprit fleet <types|labels|rank|judge|fetch|merge> <URL> [--select '{service_name="orders"}'] [FLAGS]

      Asks Pyroscope or Parca, which already hold the profiles of all pods.
      types, labels [--label pod]   what is stored
      rank     pods by how steadily their goroutines and their heaps grow
      judge    early and late profiles of the worst pods, judged; how many pods share the suspect
      fetch    the same profiles into files, one folder a pod [--out DIR]
      merge    one profile of all pods, summed by the server [--type heap|goroutine|ID] [--out FILE.pprof]
      --last 1h | --from TIME --to TIME (RFC 3339)   --by pod   --worst 3 | --pod NAME (again for more)
      --engine pyroscope|parca   --tenant NAME   --format text|json
      --workspace DIR   --map FROM=TO   --since REV   --built-from REV   for judge, as for report
      --header 'Name: value'   --ca FILE   --follow   --max-bytes 128MB, and the environment as for capture
`;

const OPTIONS = {
  engine: { type: 'string' },
  select: { type: 'string' },
  by: { type: 'string' },
  label: { type: 'string' },
  last: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  worst: { type: 'string' },
  pod: { type: 'string', multiple: true },
  type: { type: 'string' },
  out: { type: 'string' },
  tenant: { type: 'string' },
  workspace: { type: 'string' },
  ...SOURCE_OPTIONS,
  format: { type: 'string' },
  header: { type: 'string', multiple: true },
  ca: { type: 'string' },
  follow: { type: 'boolean' },
  'max-bytes': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

const parse = (argv: readonly string[]) =>
  parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
type Values = ReturnType<typeof parse>['values'];

const DEFAULT_LAST_MS = 3_600_000;
const MOST_LAST_MS = 400 * 86_400_000;
const DEFAULT_WORST = 3;
/** Each costs four requests and a judgement. */
const MOST_WORST = 50;
const DEFAULT_MAX_BYTES = '128MB';

/** Reads what follows the command's name. */
export function parseFleetCommand(
  argv: readonly string[],
): FleetCommand | WrongArguments | { readonly command: 'help' } {
  try {
    const { values, positionals } = parse(argv);
    return values.help ? { command: 'help' } : assemble(values, positionals);
  } catch (error) {
    return { command: 'wrong', message: error instanceof Error ? error.message : String(error) };
  }
}

function assemble(values: Values, [name, url, ...rest]: readonly string[]): FleetCommand {
  const action = FLEET_ACTIONS.find((one) => one === name);
  if (action === undefined)
    throw new WrongArgument(`fleet is followed by one of ${FLEET_ACTIONS.join(', ')}, not "${name ?? ''}".`);
  if (url === undefined || rest.length > 0) throw new WrongArgument(`fleet ${action} takes one URL.`);
  const { headers, ...server } = serverFlags({ 'max-bytes': DEFAULT_MAX_BYTES, ...values });
  if (action === 'fetch' && /\.zip$/i.test(values.out ?? ''))
    throw new WrongArgument('fleet fetch makes one folder a pod: --out is a folder.');
  const tenant = values.tenant === undefined ? [] : [['x-scope-orgid', tenantOf(values.tenant)] as const];
  return {
    ...{ command: 'fleet', action, url, label: values.label, out: values.out },
    engine: engineOf(values.engine),
    selector: readSelector(values.select ?? ''),
    by: labelOf(values.by ?? 'pod'),
    time: timeOf(values),
    worst: worstOf(values.worst),
    pods: values.pod ?? [],
    type: values.type ?? 'heap',
    workspace: values.workspace ?? '.',
    sources: sourcesOf(values),
    format: formatOf(values.format),
    server: { ...server, headers: [...tenant, ...headers] },
  };
}

function sourcesOf(values: Values): SourceFlags {
  const sources = sourceFlags(values);
  if (typeof sources === 'string') throw new WrongArgument(sources);
  return sources;
}

function tenantOf(name: string): string {
  if (/^[\x21-\x7e]+$/.test(name)) return name;
  throw new WrongArgument('--tenant is a name in plain ASCII, without spaces.');
}

function labelOf(name: string): string {
  if (/^[\w.]+$/.test(name)) return name;
  throw new WrongArgument(`--by is the name of a label, like pod or service_name, not "${name}".`);
}

function engineOf(name: string | undefined): EngineName | undefined {
  if (name === undefined || name === 'pyroscope' || name === 'parca') return name;
  throw new WrongArgument(`--engine is pyroscope or parca, not "${name}".`);
}

function worstOf(text: string | undefined): number {
  const worst = optional('--worst', text, parseCount) ?? DEFAULT_WORST;
  if (worst >= 1 && worst <= MOST_WORST) return worst;
  throw new WrongArgument(`--worst is from 1 to ${MOST_WORST}.`);
}

function timeOf({ last, from, to }: Values): FleetTime {
  if (from !== undefined && last !== undefined) throw new WrongArgument('Give --last or --from, not both.');
  const [startMs, endMs] = [optional('--from', from, parseTime), optional('--to', to, parseTime)];
  if (startMs !== undefined && endMs !== undefined && startMs >= endMs)
    throw new WrongArgument('--from is before --to.');
  const lastMs = optional('--last', last, parseDuration) ?? DEFAULT_LAST_MS;
  if (lastMs <= 0 || lastMs > MOST_LAST_MS) throw new WrongArgument('--last is from 1ms to 400d.');
  return { startMs, endMs, lastMs };
}

/** Unix ms. */
function parseTime(text: string): number | undefined {
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
