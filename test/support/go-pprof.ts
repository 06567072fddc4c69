// What does `go tool pprof` itself print? And what does this project print for the same flags?
import { spawnSync } from 'node:child_process';
import os from 'node:os';
import { parsePprofCommand } from '../../src/cli/pprof-arguments.ts';
import { type PprofRequest, pprofList, pprofPeek, pprofTop } from '../../src/investigation/pprof-text.ts';
import { ReportRefusal } from '../../src/model/pprof-options.ts';
import { openFileSource } from '../../src/outside/file-source.ts';
import { workspaceOnDisk } from '../../src/outside/workspace-node.ts';
import { nodeContext } from './decode-file.ts';

/** Path of the tool's program, or why there is none. */
export function findPprof(): { readonly program: string } | { readonly reason: string } {
  const { status, stdout } = spawnSync('go', ['tool', '-n', 'pprof'], { encoding: 'utf8' });
  const program = status === 0 ? stdout.trim() : '';
  return program === '' ? { reason: 'Go is not on this machine' } : { program };
}

/** What a tool prints; a refusal prints nothing. */
export interface Printed {
  readonly text: string;
  readonly refused: string;
}

export function printOfGo(program: string, args: readonly string[], cwd = process.cwd()): Printed {
  const env = { ...process.env, TZ: 'UTC', PPROF_BINARY_PATH: os.devNull, PPROF_TMPDIR: os.tmpdir() };
  const { status, stdout, stderr } = spawnSync(program, ['-symbolize=none', ...args], {
    ...{ cwd, env, encoding: 'utf8' },
    maxBuffer: 1 << 29,
  });
  return { text: status === 0 ? stdout : '', refused: status === 0 ? '' : stderr };
}

/** `command` is `top`, or `peek` with its expression first; flags and files as on the command line. */
export function printOfOurs(command: 'top' | 'peek', args: readonly string[]): Printed {
  const parsed = parse(command, args);
  if ('refused' in parsed) return parsed;
  const { request, regexp } = parsed;
  try {
    const { text } = command === 'top' ? pprofTop(deps, request) : pprofPeek(deps, request, regexp);
    return { text, refused: '' };
  } catch (error) {
    return refusal(error);
  }
}

/** The same for `list`, against the sources in a folder. */
export async function listOfOurs(folder: string, args: readonly string[]): Promise<Printed> {
  const parsed = parse('list', args);
  if ('refused' in parsed) return parsed;
  const sources = { workspace: workspaceOnDisk([folder]), folder, readOutside: async () => undefined };
  try {
    const { text } = await pprofList({ ...deps, ...sources }, parsed.request, parsed.regexp);
    return { text, refused: '' };
  } catch (error) {
    return refusal(error);
  }
}

const deps = { ...nodeContext, openFile: openFileSource };

type Parsed = Printed | { readonly request: PprofRequest; readonly regexp: string };

function parse(command: 'top' | 'peek' | 'list', args: readonly string[]): Parsed {
  const parsed = parsePprofCommand(command, args);
  if (parsed.command === 'help') return { text: '', refused: 'help' };
  if (parsed.command === 'wrong') return { text: '', refused: parsed.message };
  const { files, bases, diff, normalize, options, regexp } = parsed;
  const zone = () => ({ offset: 0, name: 'UTC' });
  const request: PprofRequest = { files, bases, baseUse: { diff, normalize }, options, zone };
  return { request, regexp };
}

function refusal(error: unknown): Printed {
  if (!(error instanceof ReportRefusal)) throw error;
  return { text: '', refused: error.message };
}

/**
 * The text with rows that pprof leaves in a random order brought into one: neighbours with one printed name in a
 * table, and rows of one name in a peek, whose running sums are left out.
 */
export function withOrderedTies(text: string): string {
  const lines = text.split('\n');
  const isPeek = lines.some((line) => line.includes('calls calls% + context'));
  return isPeek ? orderedBlocks(lines) : orderedRows(lines);
}

function orderedRows(lines: string[]): string {
  const nameOf = (line = '') =>
    /^ *\S+ +\S+% +\S+% +\S+ +\S+% {2}(.*?)(?: \((?:partial-)?inline\))?$/.exec(line)?.[1];
  for (let from = 0; from < lines.length; ) {
    const name = nameOf(lines[from]);
    let to = from + 1;
    while (name !== undefined && nameOf(lines[to]) === name) to++;
    if (to - from > 1) lines.splice(from, to - from, ...lines.slice(from, to).map(withoutSum).sort());
    from = to;
  }
  return lines.join('\n');
}

function orderedBlocks(lines: readonly string[]): string {
  const blocks: string[][] = [[]];
  for (const line of lines) {
    if (/^-+\+-+$/.test(line)) blocks.push([]);
    else blocks[blocks.length - 1].push(withoutSum(line));
  }
  return blocks
    .map((block) => block.sort().join('\n'))
    .sort()
    .join('\n');
}

const withoutSum = (line: string) => line.replace(/^( *\S+ +\S+%) +\S+%( +\S+ +\S+%)/, '$1$2');
