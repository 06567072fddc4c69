// What do the workspace's sources say about the frames of the dumps?

import { siteKey } from '../analysis/blame/call-sites.ts';
import type { UsageLead, WorkspaceKnowledge } from '../analysis/blame/place-suspicions.ts';
import type { IncidentFacts } from '../analysis/facts.ts';
import { usedAs } from '../analysis/library/patterns.ts';
import type { Dump } from '../model/dump.ts';
import type { Site } from '../model/finding.ts';
import { nameParts, packageOf } from '../model/go-names.ts';
import type { FrameId } from '../model/ids.ts';
import type { LibrarySources } from '../model/library-sources.ts';
import type { Owner, Owners } from '../model/ownership.ts';
import type { ProfileKind } from '../model/profile.ts';
import { type FrameText, frameText } from '../model/symbols.ts';
import type { MappingQuestion, PackageUse } from '../protocol/answers.ts';
import { type FunctionStarts, functionStarts, profiledStart } from '../source/function-starts.ts';
import { learnOwnership, namedFunctions, type Ownership, ownersOf } from '../source/ownership.ts';
import { functionsLeadingTo } from '../source/package-call-graph.ts';
import { type RankedUsage, rankedUsages, type UsageHints } from '../source/rank-usages.ts';
import { changesTouching, type ReleaseChange } from '../source/release-diff.ts';
import type { Resolution } from '../source/resolution.ts';
import { createResolver, type Resolver } from '../source/resolve.ts';
import type { FolderMap } from '../source/resolve-rules.ts';
import { type Signature, signatureAt } from '../source/signature.ts';
import { parsedSources } from '../source/sources.ts';
import { findUsages } from '../source/usages.ts';
import { verify } from '../source/verify.ts';
import type { WorkspaceFiles } from '../source/workspace-files.ts';
import { buildIndex, type WorkspaceIndex } from '../source/workspace-index.ts';
import { type MappingTally, questionOf, recorded, siteOfResolution } from './frame-sites.ts';
import type { History } from './history.ts';
import { outdated, type SourceAge } from './source-age.ts';

/** Lines shown beside the likeliest one. */
const MAX_USAGES = 6;
/** These show start-up as well as work. */
const ALLOCATIONS: ReadonlySet<ProfileKind> = new Set(['heap', 'allocs']);

/** What else is known than the files. */
export interface MapOptions {
  readonly folderMap?: readonly FolderMap[];
  readonly history?: History;
  /** Absent when the profiled commit is known. */
  readonly age?: SourceAge;
  readonly libraries?: LibrarySources | undefined;
}

/** Answers at once about first-party frames, which `make` looks up, and takes its time about others. */
export class WorkspaceMap implements WorkspaceKnowledge {
  private readonly usageLeads = new Map<string, readonly UsageLead[]>();
  private readonly sites = new Map<string, Site>();
  private readonly signatures = new Map<string, Signature | undefined>();
  private readonly asked = new Map<string, MappingQuestion>();
  private readonly tallies = new Map<Dump, MappingTally>();

  private constructor(
    private readonly index: WorkspaceIndex,
    private readonly ownership: Ownership,
    private readonly resolver: Resolver,
    private readonly starts: FunctionStarts,
    private readonly options: MapOptions,
  ) {}

  static async make(
    files: WorkspaceFiles,
    dumps: readonly Dump[],
    options: MapOptions = {},
  ): Promise<WorkspaceMap> {
    const index = await buildIndex(files);
    const functions = dumps.flatMap((d) => [...namedFunctions(d.symbols)]);
    const ownership = learnOwnership(functions, index);
    const starts = functionStarts(dumps.map((d) => d.symbols));
    const resolver = createResolver(index, {
      folderMap: options.folderMap ?? [],
      folders: files.folders ?? [],
      roots: ownership.roots,
      starts,
      ...(options.history?.lines ? { lines: options.history.lines } : {}),
    });
    const map = new WorkspaceMap(index, ownership, resolver, starts, options);
    for (const dump of dumps) await map.lookUpFirstParty(dump);
    return map;
  }

  ownersOf(dump: Dump): Owners {
    return ownersOf(dump.symbols, this.ownership);
  }

  readonly locate = (frame: FrameText): Site => this.sites.get(siteKey(frame)) ?? recorded(frame);

  readonly isAdded = (site: Site): boolean => this.options.history?.isAdded(site) ?? false;

  /** Recorded folders that several of the workspace fit, in the order in which dumps name them. */
  get questions(): readonly MappingQuestion[] {
    return [...this.asked.values()];
  }

  /** How much of a dump's own code the workspace has. */
  tallyOf(dump: Dump): MappingTally {
    return this.tallies.get(dump) ?? { lines: 0, unresolved: 0, stale: 0 };
  }

  ownerOf(functionName: string, file: string): Owner {
    return this.ownership.ownerOf(functionName, file);
  }

  /** Where any frame leads, inside the workspace or outside. */
  resolve(frame: FrameText): Promise<Resolution> {
    return this.resolver.resolve(frame);
  }

  readonly usages = (root: string): readonly UsageLead[] => this.usageLeads.get(root) ?? [];

  /** The workspace line of any frame, libraries' included. */
  async siteOf(frame: FrameText): Promise<Site> {
    return this.siteNow(frame, await this.resolver.resolve(frame));
  }

  /** Where the workspace's own files use a package. */
  async packageUses(importPath: string): Promise<PackageUse[]> {
    const usages = await findUsages(importPath, parsedSources(this.index));
    return usages.map(({ file, line, kind, name, test, function: fn }) => ({
      site: { file, line, function: fn, mappedBy: 'package-usage' },
      kind,
      name,
      test,
    }));
  }

  /** Import paths of the libraries that dumps name, in the order of their names. */
  librariesIn(dumps: readonly Dump[]): string[] {
    const paths = new Set<string>();
    for (const { symbols } of dumps)
      for (const { function: name, file } of namedFunctions(symbols))
        if (this.ownership.ownerOf(name, file) === 'third-party') paths.add(packageOf(name));
    return [...paths].sort();
  }

  /** Prepares `usages` for library functions. */
  async lookUpUsages(facts: IncidentFacts, roots: readonly string[]): Promise<void> {
    for (const root of roots) {
      const ranked = await this.rankedFor(facts, root);
      this.usageLeads.set(root, ranked.filter(mayMake).slice(0, MAX_USAGES).map(leadOf));
    }
  }

  /** Prepares `signatureOf`. */
  async lookUpSignatures(frames: readonly FrameText[]): Promise<void> {
    for (const frame of frames) {
      const key = siteKey(frame);
      if (this.signatures.has(key)) continue;
      const { file, line } = this.locate(frame);
      const text = line > 0 ? await this.index.read(file) : undefined;
      this.signatures.set(key, text === undefined ? undefined : signatureAt(text, frame.function, line));
    }
  }

  readonly signatureOf = (frame: FrameText): Signature | undefined => this.signatures.get(siteKey(frame));

  /** Lines that the release brought and that touch the package of a library function, best first. */
  async changesTouching(facts: IncidentFacts, root: string): Promise<ReleaseChange[]> {
    const diffs = this.options.history?.changes ?? [];
    if (diffs.length === 0) return [];
    const ranked = await this.rankedFor(facts, root);
    return changesTouching(ranked[0]?.usage.importPath ?? packageOf(root), ranked, diffs);
  }

  /** By the names that a library's pattern knows, where it knows some; else by the package of the function itself. */
  private async rankedFor(facts: IncidentFacts, root: string): Promise<RankedUsage[]> {
    const names = usedAs(facts.knowledge.patterns, root);
    if (names.length === 0) {
      const hints = { start: root, ...this.hintsFor(facts, root), ...(await this.leadingTo(facts, root)) };
      return rankedUsages(this.index, hints);
    }
    const ranked: RankedUsage[] = [];
    for (const pkg of new Set(names.map(packageOf))) {
      const inPackage = names.filter((name) => packageOf(name) === pkg);
      const leading = inPackage.map((name) => nameParts(name).name);
      const found = await rankedUsages(this.index, {
        start: inPackage[0],
        leading,
        ...this.hintsFor(facts, inPackage[0]),
      });
      ranked.push(...found.filter((r) => leading.includes(r.usage.name)));
    }
    return ranked.sort((a, b) => b.score - a.score);
  }

  /** What the library's own sources outside of the workspace tell, where they are in reach. */
  private async leadingTo(facts: IncidentFacts, root: string): Promise<Pick<UsageHints, 'leading'>> {
    const { libraries } = this.options;
    if (!libraries) return {};
    for (const { dump } of facts.dumps)
      for (const named of namedFunctions(dump.symbols)) {
        if (named.function !== root) continue;
        const resolution = await this.resolver.resolve({ ...named, line: 0 });
        if (resolution.kind !== 'outside') return {};
        const texts = await libraries.packageTexts(resolution);
        return texts.length === 0 ? {} : { leading: functionsLeadingTo(root, texts).map((l) => l.name) };
      }
    return {};
  }

  /** What the dumps show of a library function's package, and of our own code at work. */
  private hintsFor(facts: IncidentFacts, root: string): Pick<UsageHints, 'functions' | 'active' | 'isAdded'> {
    const pkg = packageOf(root);
    const functions = new Set<string>();
    const active = new Set<string>();
    for (const { dump } of facts.dumps) {
      const atWork = dump.kind === 'trace' || (dump.kind === 'profile' && !ALLOCATIONS.has(dump.profileKind));
      for (const { function: name, file } of namedFunctions(dump.symbols)) {
        if (packageOf(name) === pkg) functions.add(name);
        else if (atWork && this.ownership.ownerOf(name, file) === 'first-party') active.add(name);
      }
    }
    const isAdded = (file: string, line: number) => this.options.history?.isAdded({ file, line }) ?? false;
    return { functions: [...functions], active: [...active], isAdded };
  }

  /** Where the frame's line is by now, and whether it may be another one than the dump means. */
  private async siteNow(frame: FrameText, resolution: Resolution): Promise<Site> {
    const site = siteOfResolution(frame, resolution);
    const { age } = this.options;
    if (!age) return site;
    const began = profiledStart(this.starts, frame);
    if (resolution.kind === 'found') {
      const now = await age.follow(frame, site, began);
      return now.line === site.line || (await this.isInside(frame, now)) ? now : outdated(frame, site);
    }
    if (resolution.kind !== 'stale' || began !== undefined) return site;
    const { file, mappedBy } = resolution;
    const now = await age.follow(
      frame,
      { file, line: frame.line, function: frame.function, mappedBy },
      undefined,
    );
    return now.drift === 'moved' && (await this.isInside(frame, now)) ? now : site;
  }

  private async isInside(frame: FrameText, { file, line }: Site): Promise<boolean> {
    return verify(await this.index.goFile(file), { ...frame, line }).fit === 'inside';
  }

  private async lookUpFirstParty(dump: Dump): Promise<void> {
    const { symbols } = dump;
    const { ownership } = this;
    const tally: MappingTally = { lines: 0, unresolved: 0, stale: 0 };
    this.tallies.set(dump, tally);
    for (let f = 0; f < symbols.frames.length; f++) {
      const frame = frameText(symbols, f as FrameId);
      if (ownership.ownerOf(frame.function, frame.file) !== 'first-party') continue;
      const resolution = await this.resolver.resolve(frame);
      const site = await this.siteNow(frame, resolution);
      this.sites.set(siteKey(frame), site);
      count(tally, resolution.kind === 'stale' && site.drift === 'moved' ? 'found' : resolution.kind);
      const question = questionOf(frame, resolution);
      if (question && !this.asked.has(question.recorded)) this.asked.set(question.recorded, question);
    }
  }
}

function count(tally: MappingTally, kind: Resolution['kind']): void {
  tally.lines++;
  if (kind === 'stale') tally.stale++;
  else if (kind !== 'found') tally.unresolved++;
}

/** Imports and mentions start nothing. */
function mayMake({ usage }: RankedUsage): boolean {
  return (usage.kind === 'call' || usage.kind === 'composite') && !usage.test;
}

function leadOf({ usage, reason, callers }: RankedUsage): UsageLead {
  const { file, line, function: fn, importPath, name } = usage;
  const site: Site = { file, line, function: fn, mappedBy: 'package-usage' };
  return { site, reason, callers, through: `${importPath}.${name}` };
}
