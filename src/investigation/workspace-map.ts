// What do the workspace's sources say about the frames of the dumps?

import { siteKey } from '../analysis/call-sites.ts';
import type { IncidentFacts } from '../analysis/facts.ts';
import { usedAs } from '../analysis/library/patterns.ts';
import type { UsageLead, WorkspaceKnowledge } from '../analysis/place-suspicions.ts';
import type { Dump } from '../model/dump.ts';
import type { Site } from '../model/finding.ts';
import { nameParts, packageOf } from '../model/go-names.ts';
import type { FrameId } from '../model/ids.ts';
import type { Owners } from '../model/ownership.ts';
import type { ProfileKind } from '../model/profile.ts';
import { type FrameText, frameText } from '../model/symbols.ts';
import { learnOwnership, namedFunctions, type Ownership, ownersOf } from '../source/ownership.ts';
import { type RankedUsage, rankedUsages, type UsageHints } from '../source/rank-usages.ts';
import type { Resolution } from '../source/resolution.ts';
import { createResolver, type Resolver } from '../source/resolve.ts';
import type { WorkspaceFiles } from '../source/workspace-files.ts';
import { buildIndex, type WorkspaceIndex } from '../source/workspace-index.ts';

/** Lines shown beside the likeliest one. */
const MAX_USAGES = 6;
/** These show start-up as well as work. */
const ALLOCATIONS: ReadonlySet<ProfileKind> = new Set(['heap', 'allocs']);

/** Answers at once about first-party frames, which `make` looks up, and takes its time about others. */
export class WorkspaceMap implements WorkspaceKnowledge {
  private readonly usageLeads = new Map<string, readonly UsageLead[]>();
  private readonly sites = new Map<string, Site>();

  private constructor(
    private readonly index: WorkspaceIndex,
    private readonly ownership: Ownership,
    private readonly resolver: Resolver,
  ) {}

  static async make(files: WorkspaceFiles, dumps: readonly Dump[]): Promise<WorkspaceMap> {
    const index = await buildIndex(files);
    const functions = dumps.flatMap((d) => [...namedFunctions(d.symbols)]);
    const ownership = learnOwnership(functions, index);
    const resolver = createResolver(index, {
      folderMap: [],
      folders: files.folders ?? [],
      roots: ownership.roots,
    });
    const map = new WorkspaceMap(index, ownership, resolver);
    for (const dump of dumps) await map.lookUpFirstParty(dump);
    return map;
  }

  ownersOf(dump: Dump): Owners {
    return ownersOf(dump.symbols, this.ownership);
  }

  readonly locate = (frame: FrameText): Site => this.sites.get(siteKey(frame)) ?? recorded(frame);

  readonly usages = (root: string): readonly UsageLead[] => this.usageLeads.get(root) ?? [];

  /** The workspace line of any frame, libraries' included. */
  async siteOf(frame: FrameText): Promise<Site> {
    return siteOfResolution(frame, await this.resolver.resolve(frame));
  }

  /** Prepares `usages` for library functions. */
  async lookUpUsages(facts: IncidentFacts, roots: readonly string[]): Promise<void> {
    for (const root of roots) {
      const ranked = await this.rankedFor(facts, root);
      this.usageLeads.set(root, ranked.filter(mayMake).slice(0, MAX_USAGES).map(leadOf));
    }
  }

  /** By the names that a library's pattern knows, where it knows some; else by the package of the function itself. */
  private async rankedFor(facts: IncidentFacts, root: string): Promise<RankedUsage[]> {
    const names = usedAs(root);
    if (names.length === 0) return rankedUsages(this.index, { start: root, ...this.hintsFor(facts, root) });
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

  /** What the dumps show of a library function's package, and of our own code at work. */
  private hintsFor(facts: IncidentFacts, root: string): Pick<UsageHints, 'functions' | 'active'> {
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
    return { functions: [...functions], active: [...active] };
  }

  private async lookUpFirstParty({ symbols }: Dump): Promise<void> {
    const { ownership } = this;
    for (let f = 0; f < symbols.frames.length; f++) {
      const frame = frameText(symbols, f as FrameId);
      if (this.sites.has(siteKey(frame))) continue;
      if (ownership.ownerOf(frame.function, frame.file) !== 'first-party') continue;
      this.sites.set(siteKey(frame), await this.siteOf(frame));
    }
  }
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

/** A frame whose sources are not in the workspace keeps its recorded place. */
function recorded({ file, line, function: fn }: FrameText): Site {
  return { file, line, function: fn, mappedBy: 'none' };
}

function siteOfResolution(frame: FrameText, resolution: Resolution): Site {
  switch (resolution.kind) {
    case 'found':
      return resolution.site;
    case 'stale':
      if (!resolution.function) return recorded(frame);
      return {
        ...recorded(frame),
        file: resolution.file,
        line: resolution.function.line,
        mappedBy: resolution.mappedBy,
      };
    default:
      return recorded(frame);
  }
}
