// What did the user ask for on the command line?

import { parseArgs } from 'node:util';
import { CAPTURE_HELP, type CaptureCommand, parseCaptureCommand } from './capture-arguments.ts';
import { MAX_EXPANDED_HELP } from './expanded-limit.ts';
import { EXPORT_HELP, type ExportCommand, parseExportCommand } from './export-command.ts';
import { FLEET_HELP, type FleetCommand, parseFleetCommand } from './fleet-arguments.ts';
import { INSPECT_HELP, type InspectCommand, parseInspectCommand } from './inspect-arguments.ts';
import { PPROF_HELP, type PprofCommand, parsePprofCommand } from './pprof-arguments.ts';
import { parseReportCommand, REPORT_HELP, type ReportCommand } from './report-arguments.ts';

export type Command =
  | ReportCommand
  | InspectCommand
  | PprofCommand
  | ExportCommand
  | CaptureCommand
  | FleetCommand
  | { readonly command: 'help'; readonly topic?: string }
  | { readonly command: 'version' }
  | { readonly command: 'wrong'; readonly message: string };

const HELP_OF: ReadonlyMap<string, string> = new Map([
  ['report', REPORT_HELP],
  ['inspect', INSPECT_HELP],
  ['top', PPROF_HELP],
  ['peek', PPROF_HELP],
  ['list', PPROF_HELP],
  ['export', EXPORT_HELP],
  ['capture', CAPTURE_HELP],
  ['fleet', FLEET_HELP],
]);

export function isCommand(name: string | undefined): boolean {
  return name !== undefined && HELP_OF.has(name);
}

/** Of one command, or of all. */
export function helpText(topic: string | undefined): string {
  const one = topic === undefined ? undefined : HELP_OF.get(topic);
  const commands = one === undefined ? [...new Set(HELP_OF.values())] : [one];
  return `culprit — which line of your workspace did it?

${commands.join('\n')}
${MAX_EXPANDED_HELP}  culprit --help | --version

Exit codes: 0 a result · 1 a leak verdict, with --fail-on leak · 2 unusable input · 3 a result from partial input
`;
}

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

export function parseCommand(argv: readonly string[]): Command {
  const [first, ...rest] = argv;
  if (first === undefined || !HELP_OF.has(first)) return parseTopLevel(argv);
  const command = parseNamed(first, rest);
  return command.command === 'help' ? { command: 'help', topic: first } : command;
}

function parseNamed(name: string, rest: string[]): Command {
  switch (name) {
    case 'report':
      return parseReportCommand(rest);
    case 'inspect':
      return parseInspectCommand(rest);
    case 'export':
      return parseExportCommand(rest);
    case 'capture':
      return parseCaptureCommand(rest);
    case 'fleet':
      return parseFleetCommand(rest);
    default:
      return parsePprofCommand(name as 'top' | 'peek' | 'list', rest);
  }
}

function parseTopLevel(argv: readonly string[]): Command {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(argv);
  } catch (error) {
    return { command: 'wrong', message: error instanceof Error ? error.message : String(error) };
  }
  const { values, positionals } = parsed;
  if (values.version) return { command: 'version' };
  const [name, topic] = positionals;
  if (name === undefined || name === 'help') return { command: 'help', ...(topic ? { topic } : {}) };
  return values.help ? { command: 'help' } : { command: 'wrong', message: `There is no command "${name}".` };
}

function parse(argv: readonly string[]) {
  return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
}
