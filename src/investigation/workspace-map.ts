// What do the workspace's sources say about the frames of the dumps?

import type { IncidentFacts } from '../analysis/facts.ts';
import type { UsageLead, WorkspaceKnowledge } from '../analysis/place-suspicions.ts';
import type { Dump } from '../model/dump.ts';
import type { Site } from '../model/finding.ts';
import type { Owners } from '../model/ownership.ts';
import type { FrameText } from '../model/symbols.ts';
import { learnOwnership, namedFunctions, type Ownership, ownersOf } from '../source/ownership.ts';
import type { WorkspaceFiles } from '../source/workspace-files.ts';
import { buildIndex, type WorkspaceIndex } from '../source/workspace-index.ts';

export class WorkspaceMap implements WorkspaceKnowledge {
  private readonly usageLeads = new Map<string, readonly UsageLead[]>();

  private constructor(
    readonly files: WorkspaceFiles,
    readonly index: WorkspaceIndex,
    private readonly ownership: Ownership,
  ) {}

  static async make(files: WorkspaceFiles, dumps: readonly Dump[]): Promise<WorkspaceMap> {
    const index = await buildIndex(files);
    const functions = dumps.flatMap((d) => [...namedFunctions(d.symbols)]);
    return new WorkspaceMap(files, index, learnOwnership(functions, index));
  }

  ownersOf(dump: Dump): Owners {
    return ownersOf(dump.symbols, this.ownership);
  }

  readonly locate = (frame: FrameText): Site => {
    const f = frame.file.replace(/^\/app\//, '');
    return {
      file: f,
      line: frame.line,
      function: frame.function,
      mappedBy: f === frame.file ? 'none' : 'main-module',
    };
  };

  readonly usages = (root: string): readonly UsageLead[] => this.usageLeads.get(root) ?? [];

  async lookUpUsages(_facts: IncidentFacts, _roots: readonly string[]): Promise<void> {}
}
