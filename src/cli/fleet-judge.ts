// What do the profiles of each pod say, and which suspect do the pods share?

import { DEFAULT_LIMITS } from '../bytes/decode-context.ts';
import { Investigation } from '../investigation/investigation.ts';
import type { PodDumps } from '../live/fleet/early-late.ts';
import { type SharedSuspect, sharedSuspects } from '../live/fleet/shared-suspect.ts';
import { gitOnDisk } from '../outside/git-node.ts';
import { librarySourcesOnDisk } from '../outside/go-roots.ts';
import { inflateWithNode } from '../outside/inflate-node.ts';
import { workspaceOnDisk } from '../outside/workspace-node.ts';
import type { Report } from '../protocol/answers.ts';
import type { FleetCommand } from './fleet-arguments.ts';

type Sources = Pick<FleetCommand, 'workspace' | 'sources'>;

export interface JudgedFleet {
  readonly pods: readonly { readonly fetched: PodDumps; readonly report: Report }[];
  readonly suspects: readonly SharedSuspect[];
}

/** Each pod is an incident of its own: their clocks and their heaps have nothing in common. */
export async function judgePods(pods: readonly PodDumps[], sources: Sources): Promise<JudgedFleet> {
  const judged: { fetched: PodDumps; report: Report }[] = [];
  for (const fetched of pods) {
    if (fetched.dumps.length === 0) continue;
    judged.push({ fetched, report: await judgeOne(fetched, sources) });
  }
  return {
    pods: judged,
    suspects: sharedSuspects(
      judged.map(({ fetched, report }) => ({
        pod: fetched.pod,
        suspects: report.findings.map(({ site, title, confidence }) => ({ ...site, title, confidence })),
      })),
    ),
  };
}

function judgeOne({ pod, dumps }: PodDumps, { workspace, sources }: Sources): Promise<Report> {
  const investigation = new Investigation({
    inflate: inflateWithNode,
    limits: DEFAULT_LIMITS,
    openFile: () => {
      throw new Error('No file belongs to this incident.');
    },
    librarySources: librarySourcesOnDisk,
    git: gitOnDisk({ workspace: [workspace] }),
    workspaceFiles: (input) => workspaceOnDisk(input.kind === 'folders' ? input.folders : []),
  });
  return investigation.handle('open', {
    inputs: dumps.map(({ name, bytes }) => ({ path: `${pod}/${name}`, bytes })),
    workspace: { kind: 'folders', folders: [workspace] },
    options: sources,
  });
}
