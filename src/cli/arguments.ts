// What did the user ask for on the command line?

import { parseArgs } from 'node:util';
import { CAPTURE_HELP, type CaptureCommand, parseCaptureCommand } from './capture-arguments.ts';
import { MAX_EXPANDED_HELP } from './expanded-limit.ts';
import { INSPECT_HELP, type InspectCommand, parseInspectCommand } from './inspect-arguments.ts';
import { PPROF_HELP, type PprofCommand, parsePprofCommand } from './pprof-arguments.ts';

/** `culprit report …`, checked. */
export interface ReportCommand {
  readonly command: 'report';
  readonly paths: readonly string[];
  readonly workspace: string;
  readonly format: 'text' | 'json';
}

export type Command =
  | ReportCommand
  | InspectCommand
  | PprofCommand
  | CaptureCommand
  | { readonly command: 'help' }
  | { readonly command: 'version' }
  | { readonly command: 'wrong'; readonly message: string };

export const HELP = `culprit — which line of your workspace did it?

  culprit report <file|folder>... [--workspace DIR] [--format text|json]

      Reads the dumps of one incident (pprof profiles, execution traces), and prints
      the verdict, its evidence and what each file is worth.
      --workspace DIR   the sources that the dumps are mapped to (default: this folder)
      --format FORMAT   text (default) or json

${INSPECT_HELP}
${PPROF_HELP}
${CAPTURE_HELP}
${MAX_EXPANDED_HELP}  culprit --help | --version

Exit codes: 0 a result · 2 unusable input · 3 a result from partial input
`;

const OPTIONS = {
  workspace: { type: 'string' },
  format: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

export function parseCommand(argv: readonly string[]): Command {
  const [first, ...rest] = argv;
  if (first === 'top' || first === 'peek' || first === 'list') return parsePprofCommand(first, rest);
  if (first === 'inspect') return parseInspectCommand(rest);
  if (first === 'capture') return parseCaptureCommand(rest);
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(argv);
  } catch (error) {
    return { command: 'wrong', message: error instanceof Error ? error.message : String(error) };
  }
  const { values, positionals } = parsed;
  if (values.version) return { command: 'version' };
  const [name, ...paths] = positionals;
  if (values.help || name === undefined || name === 'help') return { command: 'help' };
  if (name !== 'report') return { command: 'wrong', message: `There is no command "${name}".` };
  return reportCommand(paths, values.workspace ?? '.', values.format ?? 'text');
}

function parse(argv: readonly string[]) {
  return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
}

function reportCommand(paths: readonly string[], workspace: string, format: string): Command {
  if (paths.length === 0)
    return { command: 'wrong', message: 'report needs at least one file or folder with dumps.' };
  if (format !== 'text' && format !== 'json')
    return { command: 'wrong', message: `--format is text or json, not "${format}".` };
  return { command: 'report', paths, workspace, format };
}
