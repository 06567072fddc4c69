// `culprit report`: which files, which workspace, which form?

import { DEFAULT_LIMITS, type Limits } from '../bytes/decode-context.ts';
import { Investigation } from '../investigation/investigation.ts';
import { inflateWithNode } from '../outside/inflate-node.ts';
import { workspaceOnDisk } from '../outside/workspace-node.ts';
import type { Report } from '../protocol/answers.ts';
import type { ReportCommand } from './arguments.ts';
import { dumpFiles } from './dump-inputs.ts';
import { COLOURS, NO_COLOURS, visible } from './paint.ts';
import { reportJson } from './report-json.ts';
import { reportText } from './report-text.ts';

const EXIT_OK = 0;
const EXIT_UNUSABLE = 2;
const EXIT_PARTIAL = 3;
/** Columns where the output is no terminal. */
const PIPED_WIDTH = 100;

/** Prints the report; the exit code says whether it is whole. */
export async function runReport(command: ReportCommand, limits: Limits = DEFAULT_LIMITS): Promise<number> {
  const { files, openFile } = dumpFiles(command.paths);
  const investigation = new Investigation({
    inflate: inflateWithNode,
    limits,
    openFile,
    workspaceFiles: (input) => workspaceOnDisk(input.kind === 'folders' ? input.folders : []),
  });
  const report = await investigation.handle('open', {
    inputs: files.map((file) => ({ path: file, file })),
    workspace: { kind: 'folders', folders: [command.workspace] },
  });
  if (report.dumps.every((d) => d.kind === 'unreadable')) return complain(report);
  process.stdout.write(command.format === 'json' ? reportJson(report) : textFor(report));
  return report.dumps.some((d) => d.partial || d.kind === 'unreadable') ? EXIT_PARTIAL : EXIT_OK;
}

function textFor(report: Report): string {
  const { isTTY, columns } = process.stdout;
  const colours = isTTY && process.env.NO_COLOR === undefined;
  return reportText(report, colours ? COLOURS : NO_COLOURS, isTTY ? columns : PIPED_WIDTH);
}

function complain(report: Report): number {
  if (report.dumps.length === 0) process.stderr.write('culprit: there are no files in that folder.\n');
  for (const dump of report.dumps)
    process.stderr.write(`culprit: ${visible(`${dump.path}: ${dump.worth}`)}\n`);
  return EXIT_UNUSABLE;
}
