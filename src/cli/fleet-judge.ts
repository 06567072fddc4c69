// What do the profiles of each pod say, and which suspect do the pods share?

import { DEFAULT_LIMITS } from '../bytes/decode-context.ts';
import { Investigation } from '../investigation/investigation.ts';
import type { PodDumps } from '../live/fleet/early-late.ts';
import { type SharedSuspect, sharedSuspects } from '../live/fleet/shared-suspect.ts';
import { inflateWithNode } from '../outside/inflate-node.ts';
import { workspaceOnDisk } from '../outside/workspace-node.ts';
import type { Report } from '../protocol/answers.ts';

export interface JudgedFleet {
  readonly pods: readonly { readonly fetched: PodDumps; readonly report: Report }[];
  readonly suspects: readonly SharedSuspect[];
}

/** Each pod is an incident of its own: their clocks and their heaps have nothing in common. */
export async function judgePods(pods: readonly PodDumps[], workspace: string): Promise<JudgedFleet> {
  const judged: { fetched: PodDumps; report: Report }[] = [];
  for (const fetched of pods) {
    if (fetched.dumps.length === 0) continue;
    judged.push({ fetched, report: await judgeOne(fetched, workspace) });
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

function judgeOne({ pod, dumps }: PodDumps, workspace: string): Promise<Report> {
  const investigation = new Investigation({
    inflate: inflateWithNode,
    limits: DEFAULT_LIMITS,
    openFile: () => {
      throw new Error('No file belongs to this incident.');
    },
    workspaceFiles: (input) => workspaceOnDisk(input.kind === 'folders' ? input.folders : []),
  });
  return investigation.handle('open', {
    inputs: dumps.map(({ name, bytes }) => ({ path: `${pod}/${name}`, bytes })),
    workspace: { kind: 'folders', folders: [workspace] },
  });
}
