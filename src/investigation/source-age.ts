// Was a line written after the dumps were taken, so that what they say of it is about another line?
//
//   file older than the dumps                         → no
//   git knows the checkout as it was at that time     → only if the line, or its place in the function, is another
//   no git, but the function's beginning is known     → no: the line was found from there
//   neither                                           → yes

import type { Site } from '../model/finding.ts';
import type { GitAccess } from '../model/git-access.ts';
import type { FrameText } from '../model/symbols.ts';
import { type Drift, driftOf } from '../source/line-drift.ts';
import { below, type FileDiff, inverted, parseUnifiedDiff } from '../source/unified-diff.ts';
import type { WorkspaceFiles, WorkspaceFolder } from '../source/workspace-files.ts';

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

  /** @param began where the frame's function began when it was profiled; undefined when no dump tells */
  async isOutdated(frame: FrameText, site: Site, began: number | undefined): Promise<boolean> {
    const { taken } = this.deps;
    const changed = taken > 0 ? await this.changedAt(site.file) : undefined;
    if (changed === undefined || changed <= taken) return false;
    const since = await this.sinceTaken(site.file);
    if (since === null) return began === undefined;
    if (began === undefined) return since.toNow(site.file, site.line).state !== 'same';
    const line = since.toThen(site.file, site.line);
    const head = since.toThen(site.file, began + site.line - frame.line);
    return isLost(line) || line.line - head.line !== frame.line - began;
  }

  private changedAt(file: string): Promise<number | undefined> {
    const time = this.times.get(file) ?? this.deps.files.changedAt?.(file) ?? Promise.resolve(undefined);
    this.times.set(file, time);
    return time;
  }

  /** Null where git does not answer. */
  private sinceTaken(file: string): Promise<SinceTaken | null> {
    const folder = this.deps.folders.find(({ prefix }) => prefix === '' || file.startsWith(`${prefix}/`));
    if (!folder) return Promise.resolve(null);
    const answer = this.answers.get(folder) ?? this.ask(folder);
    this.answers.set(folder, answer);
    return answer;
  }

  private async ask({ absolute, prefix }: WorkspaceFolder): Promise<SinceTaken | null> {
    const { git, taken } = this.deps;
    const from = await git?.commitBefore(absolute, Math.floor(taken / 1000));
    if (!git || from?.kind !== 'answer') return null;
    const text = await git.diff(absolute, { from: from.value, to: null, vendored: false });
    if (text.kind !== 'answer') return null;
    const diffs: readonly FileDiff[] = below(prefix, parseUnifiedDiff(text.value));
    return { toNow: driftOf(diffs), toThen: driftOf(inverted(diffs)) };
  }
}

const isLost = ({ state }: Drift) => state === 'changed' || state === 'gone';
