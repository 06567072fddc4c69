// `culprit inspect`: which files, which form, and is all of them there?

import type { Limits } from '../bytes/decode-context.ts';
import { visible } from '../documents/visible.ts';
import { type InspectedFile, inspectFile } from '../investigation/inspect/inspect.ts';
import type { OpenDeps } from '../investigation/open-incident.ts';
import { isFolder } from '../outside/dump-files.ts';
import { inflateWithNode } from '../outside/inflate-node.ts';
import { dumpFiles } from './dump-inputs.ts';
import type { InspectCommand } from './inspect-arguments.ts';
import { inspectText, unreadableText } from './inspect-text.ts';
import { readingProgress } from './reading-progress.ts';

const EXIT_OK = 0;
const EXIT_UNUSABLE = 2;
const EXIT_PARTIAL = 3;

/** Prints a document per dump, faults on standard error too; the exit code says whether all input is in it. */
export async function runInspect(command: InspectCommand, limits: Limits): Promise<number> {
  const { files, openFile } = dumpFiles(command.paths);
  const deps: OpenDeps = { inflate: inflateWithNode, limits, openFile };
  const progress = readingProgress();
  const inspected = files.flatMap((file) => inspectFile(deps, file, progress.show));
  progress.clear();
  const isOne = command.paths.length === 1 && !isFolder(command.paths[0]) && isPlain(inspected, files);
  process.stdout.write(
    command.format === 'json'
      ? inspectJson(inspected, isOne)
      : inspectText(inspected.filter((file) => file.kind !== 'unreadable')),
  );
  return tellFaults(inspected);
}

/** No archive: one dump under the file's own path. */
function isPlain(inspected: readonly InspectedFile[], files: readonly string[]): boolean {
  return inspected.length === 1 && inspected[0].path === files[0];
}

/** The document, or an array of them; fields are only ever added (docs/inspect-json.md). */
function inspectJson(inspected: readonly InspectedFile[], isOne: boolean): string {
  return `${JSON.stringify(isOne ? inspected[0] : inspected, null, 1)}\n`;
}

function tellFaults(inspected: readonly InspectedFile[]): number {
  const unreadable = inspected.filter((file) => file.kind === 'unreadable');
  for (const file of unreadable)
    process.stderr.write(`culprit: ${visible(`${file.path}: ${unreadableText(file)}`)}\n`);
  if (inspected.length === 0) process.stderr.write('culprit: there are no files in it.\n');
  if (unreadable.length === inspected.length) return EXIT_UNUSABLE;
  const isPartial = inspected.some((file) => file.kind === 'unreadable' || file.partial);
  return isPartial ? EXIT_PARTIAL : EXIT_OK;
}
