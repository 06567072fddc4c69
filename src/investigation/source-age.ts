// Where is a line now, when its file was written after the dumps were taken?
//
//   file older than the dumps                         → where it was
//   git knows the checkout as it was at that time     → followed from there, unless the line is gone
//   no git, but the function's beginning is known     → where it is by that
//   neither                                           → outdated

import type { Site } from '../model/finding.ts';
import type { GitAccess } from '../model/git-access.ts';
import type { FrameText } from '../model/symbols.ts';
import { type Drift, driftOf, isKept } from '../source/line-drift.ts';
import { inverted } from '../source/unified-diff.ts';
import type { WorkspaceFiles, WorkspaceFolder } from '../source/workspace-files.ts';
import { folderDiff, holds } from './folder-diff.ts';

export interface SourceAgeDeps {
  readonly files: Pick<WorkspaceFiles, 'changedAt'>;
  readonly git: GitAccess | undefined;
  /** On the disk. */
  readonly folders: readonly WorkspaceFolder[];
  /** Unix time of the first dump in ms; 0 when no dump tells, and then nothing is outdated. */
  readonly taken: number;
}

/** Where lines were at the time of the dumps: from then to now, and back. */
interface SinceTaken {
  readonly toNow: (file: string, line: number) => Drift;
  readonly toThen: (file: string, line: number) => Drift;
}

export class SourceAge {
  private readonly answers = new Map<WorkspaceFolder, Promise<SinceTaken | null>>();
  private readonly times = new Map<string, Promise<number | undefined>>();

  constructor(private readonly deps: SourceAgeDeps) {}

  /**
   * The site where its line is today; outdated when that is not known.
   * @param began where the frame's function began when it was profiled; undefined when no dump tells
   */
  async follow(frame: FrameText, site: Site, began: number | undefined): Promise<Site> {
    const { taken } = this.deps;
    const changed = taken > 0 ? await this.changedAt(site.file) : undefined;
    if (changed === undefined || changed <= taken) return site;
    const since = await this.sinceTaken(site.file);
    if (since === null) return began === undefined ? outdated(frame, site) : site;
    const then = lineThen(since, frame, site, began);
    const now = then === undefined ? undefined : since.toNow(site.file, then);
    if (now === undefined || !isKept(now.state) || now.file !== site.file) return outdated(frame, site);
    return movedTo(now.line, frame, site);
  }

  private changedAt(file: string): Promise<number | undefined> {
    const time = this.times.get(file) ?? this.deps.files.changedAt?.(file) ?? Promise.resolve(undefined);
    this.times.set(file, time);
    return time;
  }

  /** Null where git does not answer. */
  private sinceTaken(file: string): Promise<SinceTaken | null> {
    const folder = this.deps.folders.find((one) => holds(one, file));
    if (!folder) return Promise.resolve(null);
    const answer = this.answers.get(folder) ?? this.ask(folder);
    this.answers.set(folder, answer);
    return answer;
  }

  private async ask(folder: WorkspaceFolder): Promise<SinceTaken | null> {
    const { git, taken } = this.deps;
    const from = await git?.commitBefore(folder.absolute, Math.floor(taken / 1000));
    if (!git || from?.kind !== 'answer') return null;
    const diffs = await folderDiff(git, folder, { from: from.value, to: null, vendored: false });
    if (diffs.kind !== 'answer') return null;
    return { toNow: driftOf(diffs.value), toThen: driftOf(inverted(diffs.value)) };
  }
}

/** The line when the dumps were taken, told by where its function began then; undefined when the function is new. */
function lineThen(
  since: SinceTaken,
  frame: FrameText,
  site: Site,
  began: number | undefined,
): number | undefined {
  if (began === undefined) return frame.line;
  const head = since.toThen(site.file, began + site.line - frame.line);
  return isKept(head.state) ? head.line + frame.line - began : undefined;
}

export function outdated(frame: FrameText, site: Site): Site {
  return { ...site, drift: 'outdated', profiledLine: frame.line };
}

function movedTo(line: number, frame: FrameText, site: Site): Site {
  const { drift: _, profiledLine: __, ...rest } = site;
  return line === frame.line
    ? { ...rest, line }
    : { ...rest, line, drift: 'moved', profiledLine: frame.line };
}
