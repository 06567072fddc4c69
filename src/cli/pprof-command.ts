// How do `top`, `peek` and `list` meet the world: files in, text out, refusals told?

import type { Limits } from '../bytes/decode-context.ts';
import { visible } from '../documents/visible.ts';
import type { PprofDeps, PprofRequest, PprofText } from '../investigation/pprof-text.ts';
import { ReportRefusal } from '../model/pprof-options.ts';
import { openFileSource } from '../outside/file-source.ts';
import { inflateWithNode } from '../outside/inflate-node.ts';
import type { PprofCommand } from './pprof-arguments.ts';
import { zoneOf } from './time-zone.ts';

const EXIT_OK = 0;
const EXIT_UNUSABLE = 2;
const EXIT_PARTIAL = 3;

export function pprofDeps(limits: Limits): PprofDeps {
  return { inflate: inflateWithNode, limits, openFile: openFileSource };
}

export function pprofRequest(command: PprofCommand): PprofRequest {
  const { files, bases, diff, normalize, options } = command;
  return { files, bases, baseUse: { diff, normalize }, options, zone: zoneOf(process.env.TZ) };
}

/** Prints the report, its warnings apart from it; the exit code says whether all input is in it. */
export async function printPprof(make: () => PprofText | Promise<PprofText>): Promise<number> {
  try {
    const { text, warnings, partial } = await make();
    process.stdout.write(process.stdout.isTTY ? forTerminal(text) : text);
    for (const warning of warnings) process.stderr.write(`culprit: ${visible(warning)}\n`);
    return partial ? EXIT_PARTIAL : EXIT_OK;
  } catch (error) {
    if (!(error instanceof ReportRefusal)) throw error;
    for (const line of error.message.split('\n')) process.stderr.write(`culprit: ${visible(line)}\n`);
    return EXIT_UNUSABLE;
  }
}

/** Names from a dump must not command the terminal; tabs are honest in sources. */
function forTerminal(text: string): string {
  return text
    .split('\n')
    .map((line) => line.split('\t').map(visible).join('\t'))
    .join('\n');
}
