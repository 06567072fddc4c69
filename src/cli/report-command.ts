// `culprit report`: which files, which workspace, which form?

import { DEFAULT_LIMITS, type Limits } from '../bytes/decode-context.ts';
import { visible } from '../documents/visible.ts';
import { Investigation } from '../investigation/investigation.ts';
import { isLeakVerdict } from '../model/finding.ts';
import { gitOnDisk } from '../outside/git-node.ts';
import { librarySourcesOnDisk } from '../outside/go-roots.ts';
import { inflateWithNode } from '../outside/inflate-node.ts';
import { workspaceOnDisk } from '../outside/workspace-node.ts';
import type { Report } from '../protocol/answers.ts';
import type { OpenOptions } from '../protocol/queries.ts';
import { withBuiltCommit } from './built-from.ts';
import { dumpFiles } from './dump-inputs.ts';
import { readingProgress } from './reading-progress.ts';
import type { ReportCommand, ReportFlags } from './report-arguments.ts';
import { reportDocument, writeDocument } from './report-document.ts';

const EXIT_OK = 0;
const EXIT_LEAK = 1;
const EXIT_UNUSABLE = 2;
const EXIT_PARTIAL = 3;

/** Prints the report; the exit code says whether it is whole. */
export async function runReport(command: ReportCommand, limits: Limits = DEFAULT_LIMITS): Promise<number> {
  const own = dumpFiles(command.paths);
  const base = dumpFiles(command.flags.baseline ?? []);
  const investigation = new Investigation({
    inflate: inflateWithNode,
    limits,
    openFile: (file) => (own.files.includes(file) ? own : base).openFile(file),
    librarySources: librarySourcesOnDisk,
    git: gitOnDisk({ workspace: [command.workspace] }),
    workspaceFiles: (input) => workspaceOnDisk(input.kind === 'folders' ? input.folders : []),
  });
  const progress = readingProgress();
  const request = {
    inputs: own.files.map((file) => ({ path: file, file })),
    workspace: { kind: 'folders', folders: [command.workspace] },
    options: optionsOf({ ...command.flags, ...withBuiltCommit(command.flags) }),
    ...(command.flags.baseline ? { baseline: base.files.map((file) => ({ path: file, file })) } : {}),
  } as const;
  const report = await investigation.handle('open', request, progress.show).finally(progress.clear);
  if (report.dumps.every((d) => d.kind === 'unreadable')) return complain(report);
  await writeDocument(await reportDocument(command, report, investigation), command.flags.output);
  return exitCode(report, command.flags);
}

function optionsOf(flags: ReportFlags): OpenOptions {
  const { memoryLimit, generalRulesOnly, redact, since, builtFrom, folderMap } = flags;
  return {
    ...(since === undefined ? {} : { since }),
    ...(builtFrom === undefined ? {} : { builtFrom }),
    ...(folderMap === undefined ? {} : { folderMap }),
    ...(memoryLimit === undefined ? {} : { memoryLimit }),
    ...(generalRulesOnly === undefined ? {} : { generalRulesOnly }),
    ...(redact === undefined ? {} : { redact }),
  };
}

/** A leak, where it was asked about, is told also when some input is missing. */
function exitCode({ findings, dumps, notes }: Report, { failOnLeak }: ReportFlags): number {
  if (failOnLeak && findings.some(isLeakVerdict)) return EXIT_LEAK;
  const isPartial = notes !== undefined || dumps.some((d) => d.partial || d.kind === 'unreadable');
  return isPartial ? EXIT_PARTIAL : EXIT_OK;
}

function complain(report: Report): number {
  if (report.dumps.length === 0) process.stderr.write('culprit: there are no files in that folder.\n');
  for (const dump of report.dumps)
    process.stderr.write(`culprit: ${visible(`${dump.path}: ${dump.worth}`)}\n`);
  return EXIT_UNUSABLE;
}
