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
  | { readonly command: 'help' }
  | { readonly command: 'version' }
  | { readonly command: 'wrong'; readonly message: string };

export const HELP = `culprit — which line of your workspace did it?

${REPORT_HELP}
${INSPECT_HELP}
${PPROF_HELP}
${EXPORT_HELP}
${CAPTURE_HELP}
${FLEET_HELP}
${MAX_EXPANDED_HELP}  culprit --help | --version

Exit codes: 0 a result · 1 a leak verdict, with --fail-on leak · 2 unusable input · 3 a result from partial input
`;

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

export function parseCommand(argv: readonly string[]): Command {
  const [first, ...rest] = argv;
  if (first === 'top' || first === 'peek' || first === 'list') return parsePprofCommand(first, rest);
  if (first === 'export') return parseExportCommand(rest);
  if (first === 'report') return parseReportCommand(rest);
  if (first === 'inspect') return parseInspectCommand(rest);
  if (first === 'capture') return parseCaptureCommand(rest);
  if (first === 'fleet') return parseFleetCommand(rest);
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(argv);
  } catch (error) {
    return { command: 'wrong', message: error instanceof Error ? error.message : String(error) };
  }
  const { values, positionals } = parsed;
  if (values.version) return { command: 'version' };
  const [name] = positionals;
  if (values.help || name === undefined || name === 'help') return { command: 'help' };
  return { command: 'wrong', message: `There is no command "${name}".` };
}

function parse(argv: readonly string[]) {
  return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
}
