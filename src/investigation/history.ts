// What does git say about the workspace: which lines came since a revision, and where is each profiled line now?
//
//   since ──────────► built from ──────────► checkout (files on the disk)
//   v1.7.0            the profiled commit    what people look at

import type { Added, Site } from '../model/finding.ts';
import type { GitAccess, GitAnswer, LineOrigin } from '../model/git-access.ts';
import { type Drift, driftOf, isKept, type LineHistory, lostFiles } from '../source/line-drift.ts';
import { type AddedLines, addedLines } from '../source/release-diff.ts';
import { type FileDiff, inverted, parseUnifiedDiff } from '../source/unified-diff.ts';
import type { WorkspaceFolder } from '../source/workspace-files.ts';
import { folderDiff, holds } from './folder-diff.ts';

/** Revisions as the user wrote them. */
export interface RevisionOptions {
  /** Lines that came after it are told: `v1.7.0`, or a range `v1.7.0..v1.8.0` whose end is `builtFrom`. */
  readonly since?: string;
  /** The commit from which the profiled program was built; without it, the checkout is taken for it. */
  readonly builtFrom?: string;
}

/** One folder of the workspace in its repository. */
interface Tracked {
  readonly folder: WorkspaceFolder;
  readonly since: string | null;
  readonly built: string | null;
  readonly head: string | null;
  /** since → checkout */
  readonly changes: readonly FileDiff[];
  /** since → built from; the same as `changes` when the program was built from the checkout. */
  readonly builtChanges: readonly FileDiff[];
  /** built from → checkout */
  readonly drifts: readonly FileDiff[];
  /** checkout → HEAD, asked when it is needed */
  uncommitted?: Promise<(file: string, line: number) => Drift>;
}

/** Without git, folders or revisions it knows nothing and says nothing. */
export class History {
  private readonly added: AddedLines;
  private readonly addedInBuilt: AddedLines;
  private readonly origins = new Map<string, Added>();

  private constructor(
    private readonly git: GitAccess | undefined,
    /** The revision after which lines are new, as the user wrote it; empty for none. */
    readonly since: string,
    private readonly tracked: readonly Tracked[],
    /** Why something that was asked for is not known. */
    readonly notes: readonly string[],
  ) {
    this.added = addedLines(this.changes);
    this.addedInBuilt = addedLines(tracked.flatMap((t) => t.builtChanges));
  }

  static async make(
    git: GitAccess | undefined,
    folders: readonly WorkspaceFolder[],
    options: RevisionOptions,
  ): Promise<History> {
    const asked = splitRange(options);
    if (asked.since === '' && asked.builtFrom === '') return new History(git, '', [], []);
    if (!git) return new History(git, '', [], ['Git is not asked here: nothing is told of revisions.']);
    if (folders.length === 0)
      return new History(git, '', [], ['No folder lies on the disk: nothing is told of revisions.']);
    const tracked: Tracked[] = [];
    const notes: string[] = [];
    for (const folder of folders) {
      const found = await track(git, folder, asked);
      if (found.kind === 'answer') tracked.push(found.value);
      else notes.push(found.reason);
    }
    // In a workspace of several repositories a tag is often in one of them only.
    return new History(git, asked.since, tracked, tracked.length > 0 ? [] : [...new Set(notes)]);
  }

  /** since → checkout */
  get changes(): readonly FileDiff[] {
    return this.tracked.flatMap((t) => t.changes);
  }

  /** True when somebody said from which commit the program was built. */
  get isBuildKnown(): boolean {
    return this.tracked.some((t) => t.built !== null);
  }

  /** Undefined when nothing moves the lines. */
  get lines(): LineHistory | undefined {
    const diffs = this.tracked.flatMap((t) => t.drifts);
    return diffs.length === 0 ? undefined : { drift: driftOf(diffs), lost: lostFiles(diffs) };
  }

  /** True for a line of the checkout, or of the profiled commit where the checkout has it no more. */
  readonly isAdded = (site: Pick<Site, 'file' | 'line' | 'drift' | 'profiledLine'>): boolean => {
    const [lines, line] = this.coordinates(site);
    return lines.has(site.file, line);
  };

  /** The text of a line that was added, else undefined. */
  addedText(site: Site): string | undefined {
    const [lines, line] = this.coordinates(site);
    return lines.text(site.file, line);
  }

  /** Prepares `describe` for these sites: asks git who wrote their lines. */
  async lookUp(sites: readonly Site[]): Promise<void> {
    const byFile = new Map<string, Site[]>();
    for (const site of sites.filter((s) => s.line > 0 && s.mappedBy !== 'none' && this.isAdded(s))) {
      const key = `${isLost(site)}\n${site.file}`;
      byFile.set(key, [...(byFile.get(key) ?? []), site]);
    }
    for (const group of byFile.values()) await this.lookUpFile(group);
  }

  /** The site with what is known of when its line came. */
  readonly describe = (site: Site): Site => {
    const added = this.origins.get(keyOf(site));
    return added ? { ...site, added } : site;
  };

  private coordinates(site: Pick<Site, 'line' | 'drift' | 'profiledLine'>): [AddedLines, number] {
    return isLost(site) && site.profiledLine !== undefined
      ? [this.addedInBuilt, site.profiledLine]
      : [this.added, site.line];
  }

  /** @param sites of one file, all in the checkout or all lost from it */
  private async lookUpFile(sites: readonly Site[]): Promise<void> {
    const [{ file }] = sites;
    const tracked = this.tracked.find(({ folder }) => holds(folder, file));
    if (!tracked) return;
    const inside = tracked.folder.prefix === '' ? file : file.slice(tracked.folder.prefix.length + 1);
    const places = await Promise.all(sites.map((s) => this.committedLine(tracked, s, inside)));
    const lines = places.flatMap((p) => p?.line ?? []);
    const to = isLost(sites[0]) ? tracked.built : tracked.head;
    const origins = await this.originsOf(tracked, places.find((p) => p)?.file ?? inside, lines, to);
    for (const [i, site] of sites.entries()) {
      const origin = origins.get(places[i]?.line ?? -1);
      const { commit = null, release = null } = origin ?? {};
      this.origins.set(keyOf(site), { since: this.since, commit, release });
    }
  }

  /** Where HEAD, or the profiled commit, has the line; null when it is not committed. */
  private async committedLine(
    tracked: Tracked,
    site: Site,
    inside: string,
  ): Promise<{ file: string; line: number } | null> {
    if (isLost(site)) return { file: inside, line: site.profiledLine ?? site.line };
    tracked.uncommitted ??= this.toHead(tracked);
    const { state, file, line } = (await tracked.uncommitted)(inside, site.line);
    return isKept(state) ? { file, line } : null;
  }

  private async toHead({ folder, head }: Tracked): Promise<(file: string, line: number) => Drift> {
    if (!this.git || head === null) return driftOf([]);
    const text = await this.git.diff(folder.absolute, { from: head, to: null, vendored: false });
    return driftOf(text.kind === 'answer' ? inverted(parseUnifiedDiff(text.value)) : []);
  }

  private async originsOf(
    { folder, since }: Tracked,
    file: string,
    lines: readonly number[],
    to: string | null,
  ): Promise<ReadonlyMap<number, LineOrigin>> {
    if (!this.git || since === null || to === null || lines.length === 0) return new Map();
    const found = await this.git.originsOf(folder.absolute, file, lines, { from: since, to });
    return found.kind === 'answer' ? found.value : new Map();
  }
}

function splitRange({ since = '', builtFrom = '' }: RevisionOptions): { since: string; builtFrom: string } {
  const range = /^(.+?)\.\.\.?(.*)$/.exec(since);
  return range ? { since: range[1], builtFrom: builtFrom || range[2] } : { since, builtFrom };
}

const keyOf = (site: Site) => `${isLost(site)}\n${site.file}\n${site.line}\n${site.profiledLine ?? 0}`;

function isLost({ drift }: Pick<Site, 'drift'>): boolean {
  return drift === 'changed' || drift === 'gone';
}

type Asked = ReturnType<typeof splitRange>;

async function track(git: GitAccess, folder: WorkspaceFolder, asked: Asked): Promise<GitAnswer<Tracked>> {
  const { absolute } = folder;
  const since = await commitOf(git, absolute, asked.since);
  if (since.kind === 'none') return since;
  const built = await commitOf(git, absolute, asked.builtFrom);
  if (built.kind === 'none') return built;
  const head = await git.revisionOf(absolute, 'HEAD');
  const diffOf = (from: string | null, to: string | null, vendored = false) =>
    from === null ? none : folderDiff(git, folder, { from, to, vendored });
  const changes = await diffOf(since.value, null);
  if (changes.kind === 'none') return changes;
  const builtChanges = built.value === null ? changes : await diffOf(since.value, built.value);
  if (builtChanges.kind === 'none') return builtChanges;
  const drifts = await diffOf(built.value, null, true);
  if (drifts.kind === 'none') return drifts;
  return {
    kind: 'answer',
    value: {
      folder,
      since: since.value,
      built: built.value,
      head: head.kind === 'answer' ? head.value : null,
      changes: changes.value,
      builtChanges: builtChanges.value,
      drifts: drifts.value,
    },
  };
}

const none: GitAnswer<readonly FileDiff[]> = { kind: 'answer', value: [] };

/** Null for the empty name. */
async function commitOf(git: GitAccess, folder: string, name: string): Promise<GitAnswer<string | null>> {
  return name === '' ? { kind: 'answer', value: null } : git.revisionOf(folder, name);
}
