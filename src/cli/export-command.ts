// `culprit export`: which samples, in which format, into which file?

import { writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import type { Limits } from '../bytes/decode-context.ts';
import { sourceOf } from '../bytes/source.ts';
import { EXPORT_FORMATS, type ExportFormat, exportDocument } from '../documents/samples.ts';
import { visible } from '../documents/visible.ts';
import { exportSamples } from '../investigation/export/exported-samples.ts';
import { preparePprof } from '../investigation/pprof-text.ts';
import { ReportRefusal } from '../model/pprof-options.ts';
import { type PprofCommand, parsePprofCommand } from './pprof-arguments.ts';
import { pprofDeps, pprofRequest } from './pprof-command.ts';

/** `culprit export …`, checked. */
export interface ExportCommand {
  readonly command: 'export';
  readonly pprof: PprofCommand;
  readonly format: ExportFormat;
  readonly output: string;
  readonly redact: boolean;
}

export const EXPORT_HELP = `  culprit export <file>... -o FILE [--format pprof|folded|speedscope|csv] [--merge] [--redact] [FLAGS]

      Writes the samples that are left after the flags of top: merged, filtered, less a base.
      --merge    says that several files are meant: those of one kind become one profile, as in pprof
      --redact   without labels, and files without their folders
`;

/** Reads what follows the command's name. */
export function parseExportCommand(
  argv: readonly string[],
): ExportCommand | { readonly command: 'help' } | { readonly command: 'wrong'; readonly message: string } {
  const own = new Map<string, string>();
  const rest: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const [, name, value] = /^--?(format|output|o|merge|redact)(?:=([\s\S]*))?$/.exec(argv[i]) ?? [];
    if (name === undefined) rest.push(argv[i]);
    else if (name === 'merge' || name === 'redact') own.set(name, value ?? 'true');
    else own.set(name === 'o' ? 'output' : name, value ?? argv[++i] ?? '');
  }
  const pprof = parsePprofCommand('top', rest);
  if (pprof.command !== 'top') return pprof.command === 'wrong' ? pprof : { command: 'help' };
  const format = EXPORT_FORMATS.find((f) => f === (own.get('format') ?? 'pprof'));
  if (!format)
    return {
      command: 'wrong',
      message: `--format is one of ${EXPORT_FORMATS.join(', ')}, not "${own.get('format')}".`,
    };
  const output = own.get('output') ?? '';
  if (output === '') return { command: 'wrong', message: 'export needs a file to write to: -o FILE.' };
  if (pprof.files.length > 1 && own.get('merge') === 'false')
    return { command: 'wrong', message: '--merge=false needs a single file: -o names one.' };
  return { command: 'export', pprof, format, output, redact: own.get('redact') === 'true' };
}

/** Exit codes as those of the reports. */
export async function runExport(command: ExportCommand, limits: Limits): Promise<number> {
  try {
    const deps = pprofDeps(limits);
    const exported = exportSamples(deps, pprofRequest(command.pprof), command.redact);
    const written = exportDocument(exported, command.format);
    const bytes = command.format === 'pprof' ? gzipSync(written) : written;
    if (command.format === 'pprof') checkReadable(bytes, exported.samples.length, limits);
    await writeFile(command.output, bytes);
    for (const warning of exported.warnings) process.stderr.write(`culprit: ${visible(warning)}\n`);
    return exported.partial ? 3 : 0;
  } catch (error) {
    if (!(error instanceof ReportRefusal)) throw error;
    process.stderr.write(`culprit: ${visible(error.message)}\n`);
    return 2;
  }
}

/** What was written is read again before it is given away. */
function checkReadable(bytes: Uint8Array, samples: number, limits: Limits): void {
  const deps = { ...pprofDeps(limits), openFile: () => sourceOf(bytes) };
  const { report } = preparePprof(deps, pprofRequest(READ_ALL));
  if (report.profile.sampleCount !== samples)
    throw new Error('The profile was not written: reading it again gave other samples.');
}

const READ_ALL = parsePprofCommand('top', ['written']) as PprofCommand;
