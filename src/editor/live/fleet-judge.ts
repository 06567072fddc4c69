// What do the stored profiles of several pods say, each pod judged for itself?

import * as vscode from 'vscode';
import type { LiveFault } from '../../live/faults.ts';
import { fetchEarlyLate, type PodDumps } from '../../live/fleet/early-late.ts';
import type { FleetEngine } from '../../live/fleet/engine.ts';
import { podFolders } from '../../live/fleet/pod-folder.ts';
import type { RankedPod } from '../../live/fleet/rank.ts';
import type { JudgedPod } from '../../live/fleet/shared-suspect.ts';
import { openSink } from '../../outside/dump-sink-node.ts';
import { visibleText } from '../marks/plain-markdown.ts';
import { nodeDisk } from '../platform/node-disk.ts';
import type { WorkerClient } from '../platform/worker-client.ts';
import { textToRead } from '../readers-language.ts';
import { workspaceInput } from '../sources/workspace-fs.ts';
import type { Judging } from './capture-register.ts';

export interface JudgedPods {
  readonly pods: readonly (JudgedPod & { readonly folder: string })[];
  /** What could not be had, and why. */
  readonly missing: readonly string[];
  /** What ended it early. */
  readonly fault: LiveFault | null;
}

export interface JudgeDeps {
  readonly engine: FleetEngine;
  /** A folder that is not there yet; each pod gets one inside. */
  readonly place: string;
  readonly show: (message: string) => void;
  readonly signal: AbortSignal;
  readonly judging: Judging;
}

export async function judgePods(deps: JudgeDeps, pods: readonly RankedPod[]): Promise<JudgedPods> {
  const judged: (JudgedPod & { folder: string })[] = [];
  const missing: string[] = [];
  const folderOf = podFolders();
  const client = deps.judging.newClient();
  try {
    for (const pod of pods) {
      deps.show(vscode.l10n.t('{0} ({1} of {2})', visibleText(pod.pod), judged.length + 1, pods.length));
      const dumps = await fetchEarlyLate(deps.engine, pod);
      if ('fault' in dumps) return { pods: judged, missing, fault: dumps.fault };
      missing.push(...dumps.missing.map((text) => `${pod.pod}: ${textToRead(`${text}.`)}`));
      if (dumps.dumps.length > 0) judged.push(await judgeOne(deps, client, dumps, folderOf(pod.pod)));
    }
    return { pods: judged, missing, fault: null };
  } finally {
    client.stop();
  }
}

async function judgeOne(
  { place, judging, signal }: JudgeDeps,
  client: WorkerClient,
  { pod, dumps }: PodDumps,
  folder: string,
) {
  const sink = await openSink(`${place}/${folder}`);
  for (const { name, bytes } of dumps) await sink.write(name, bytes);
  const inputs = dumps.map(({ name }) => ({ path: `${pod}/${name}`, file: `${sink.path}/${name}` }));
  const request = { inputs, workspace: workspaceInput(nodeDisk), options: judging.options() };
  const outcome = await client.ask('open', request, { signal });
  const findings = outcome.kind === 'answer' ? outcome.value.findings : [];
  const suspects = findings.map(({ site, title, confidence }) => ({
    ...{ file: site.file, line: site.line, title, confidence },
  }));
  return { pod, suspects, folder: sink.path };
}
