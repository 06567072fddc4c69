// What did the user ask of `report`?

import { parseArgs } from 'node:util';
import { parseMemorySize } from '../model/memory-size.ts';
import { SOURCE_OPTIONS, type SourceFlags, sourceFlags } from './source-arguments.ts';

export const REPORT_FORMATS = ['text', 'json', 'markdown', 'sarif', 'html'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** `culprit report …`, checked. */
export interface ReportCommand {
  readonly command: 'report';
  readonly paths: readonly string[];
  readonly workspace: string;
  readonly format: ReportFormat;
  readonly flags: ReportFlags;
}

/** What is not the usual report. */
export interface ReportFlags extends SourceFlags {
  /** Where the report is written; undefined is standard output. */
  readonly output?: string;
  /** The exit code tells a leak verdict. */
  readonly failOnLeak?: boolean;
  readonly redact?: boolean;
  /** Bytes. */
  readonly memoryLimit?: number;
  readonly generalRulesOnly?: boolean;
  /** Files and folders of the incident to compare with. */
  readonly baseline?: readonly string[];
}

interface Wrong {
  readonly command: 'wrong';
  readonly message: string;
}

export const REPORT_HELP = `  culprit report <file|folder>... [--workspace DIR] [--format FORMAT] [FLAGS]

      Reads the dumps of one incident (pprof profiles, goroutine listings, execution traces),
      and prints the verdict, its evidence and what each file is worth.
      --workspace DIR        the sources that the dumps are mapped to (default: this folder)
      --format FORMAT        text (default), json, markdown, sarif (code scanning) or html (one file)
      -o, --output FILE      write the report there
      --since REV            tell which lines came after REV (v1.7.0, or v1.7.0..v1.8.0), by git
      --built-from REV       the commit of the profiled program, where that is not the checkout;
                             or the program itself, which tells its commit
      --map FROM=TO          files recorded below FROM are below TO; may be repeated
      --baseline <file|folder>   another incident to compare with; may be repeated
      --memory-limit 2GiB    say when the process reaches its limit
      --redact               hide labels, arguments, host names and paths outside the workspace
      --general-rules-only   judge without what is known about single libraries
      --fail-on leak         exit code 1 when there is a leak verdict
`;

const OPTIONS = {
  workspace: { type: 'string' },
  format: { type: 'string' },
  output: { type: 'string', short: 'o' },
  baseline: { type: 'string', multiple: true },
  ...SOURCE_OPTIONS,
  'memory-limit': { type: 'string' },
  'fail-on': { type: 'string' },
  redact: { type: 'boolean' },
  'general-rules-only': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Reads what follows the command's name. */
export function parseReportCommand(
  argv: readonly string[],
): ReportCommand | Wrong | { readonly command: 'help' } {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(argv);
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  if (values.help) return { command: 'help' };
  if (positionals.length === 0) return wrong('report needs at least one file or folder with dumps.');
  const format = REPORT_FORMATS.find((f) => f === (values.format ?? 'text'));
  if (format === undefined)
    return wrong(`--format is one of ${REPORT_FORMATS.join(', ')}, not "${values.format}".`);
  const flags = flagsOf(values);
  if (typeof flags === 'string') return wrong(flags);
  return { command: 'report', paths: positionals, workspace: values.workspace ?? '.', format, flags };
}

function parse(argv: readonly string[]) {
  return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
}

/** The flags, or what is wrong with them. */
function flagsOf(values: ReturnType<typeof parse>['values']): ReportFlags | string {
  const limit = values['memory-limit'];
  const memoryLimit = limit === undefined ? undefined : parseMemorySize(limit);
  if (limit !== undefined && memoryLimit === undefined)
    return `--memory-limit is a size such as 2GiB, not "${limit}".`;
  const failOn = values['fail-on'];
  if (failOn !== undefined && failOn !== 'leak') return `--fail-on is leak, not "${failOn}".`;
  const sources = sourceFlags(values);
  if (typeof sources === 'string') return sources;
  return {
    ...sources,
    ...(values.output === undefined ? {} : { output: values.output }),
    ...(failOn === undefined ? {} : { failOnLeak: true }),
    ...(values.redact ? { redact: true } : {}),
    ...(memoryLimit === undefined ? {} : { memoryLimit }),
    ...(values['general-rules-only'] ? { generalRulesOnly: true } : {}),
    ...(values.baseline === undefined ? {} : { baseline: values.baseline }),
  };
}

function wrong(message: string): Wrong {
  return { command: 'wrong', message };
}
