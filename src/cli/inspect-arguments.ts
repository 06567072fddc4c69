// What did the user ask of `inspect`?

import { parseArgs } from 'node:util';

/** `culprit inspect …`, checked. */
export interface InspectCommand {
  readonly command: 'inspect';
  readonly paths: readonly string[];
  readonly format: 'text' | 'json';
}

export const INSPECT_HELP = `  culprit inspect <file|folder>... [--format text|json]

      Tells what is inside each file: samples and functions, goroutines and their states, what is damaged.
      --format FORMAT   text (default) or json
`;

const OPTIONS = { format: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const;

/** Reads what follows the command's name. */
export function parseInspectCommand(
  argv: readonly string[],
): InspectCommand | { readonly command: 'wrong'; readonly message: string } | { readonly command: 'help' } {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(argv);
  } catch (error) {
    return { command: 'wrong', message: error instanceof Error ? error.message : String(error) };
  }
  const { values, positionals } = parsed;
  const { format = 'text', help } = values;
  if (help) return { command: 'help' };
  if (positionals.length === 0)
    return { command: 'wrong', message: 'inspect needs at least one file or folder.' };
  if (format !== 'text' && format !== 'json')
    return { command: 'wrong', message: `--format is text or json, not "${format}".` };
  return { command: 'inspect', paths: positionals, format };
}

function parse(argv: readonly string[]) {
  return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
}
