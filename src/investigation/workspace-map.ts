// What do the workspace's sources say about the frames of the dumps?

import { siteKey } from '../analysis/call-sites.ts';
import type { IncidentFacts } from '../analysis/facts.ts';
import type { UsageLead, WorkspaceKnowledge } from '../analysis/place-suspicions.ts';
import type { Dump } from '../model/dump.ts';
import type { Site } from '../model/finding.ts';
import type { FrameId } from '../model/ids.ts';
import type { Owners } from '../model/ownership.ts';
import { type FrameText, frameText } from '../model/symbols.ts';
import { learnOwnership, namedFunctions, type Ownership, ownersOf } from '../source/ownership.ts';
import type { Resolution } from '../source/resolution.ts';
import { createResolver, type Resolver } from '../source/resolve.ts';
import type { WorkspaceFiles } from '../source/workspace-files.ts';
import { buildIndex, type WorkspaceIndex } from '../source/workspace-index.ts';

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
  async lookUpUsages(_facts: IncidentFacts, _roots: readonly string[]): Promise<void> {
    void this.index;
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
