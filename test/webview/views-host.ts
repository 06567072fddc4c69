// What would the editor answer to the page of the sample incident?
import fs from 'node:fs';
import path from 'node:path';
import type { Investigation } from '../../src/investigation/investigation.ts';
import type { Report } from '../../src/protocol/answers.ts';
import type { FromPage, ToPage } from '../../src/protocol/page.ts';
import { newInvestigation } from '../support/judge-incident.ts';
import { sampleDumps, sampleWorkspace } from '../support/sample.ts';

export interface ViewsHost {
  readonly report: Report;
  answer(message: FromPage): Promise<ToPage | undefined>;
  readonly ask: Investigation['handle'];
  remove(): void;
}

export interface ViewsHostOptions {
  /** Folders of the sample's dumps. */
  readonly folders?: readonly string[];
  readonly baseline?: readonly string[];
}

/** A real investigation of the bad release, and of the snapshots that came later. */
export async function viewsHost({
  folders = ['release-v1.8.0', 'release-v1.8.0-later'],
  baseline = [],
}: ViewsHostOptions = {}): Promise<ViewsHost> {
  const workspace = sampleWorkspace('v1.8.0');
  const investigation = newInvestigation();
  const report = await investigation.handle('open', {
    inputs: filesIn(folders),
    workspace: { kind: 'folders', folders: [workspace.folder] },
    ...(baseline.length > 0 ? { baseline: filesIn(baseline) } : {}),
  });
  return {
    report,
    remove: workspace.remove,
    ask: (name, request) => investigation.handle(name, request),
    answer: async (message) => {
      if (message.type === 'ready') return { type: 'report', report, views: true };
      if (message.type !== 'ask') return undefined;
      const { id, name, request } = message;
      try {
        return { type: 'answer', id, answer: await investigation.handle(name, request) };
      } catch (error) {
        return { type: 'refused', id, message: error instanceof Error ? error.message : String(error) };
      }
    },
  };
}

function filesIn(folders: readonly string[]) {
  return folders
    .map((name) => path.join(sampleDumps, name))
    .filter((folder) => fs.existsSync(folder))
    .flatMap((folder) => fs.readdirSync(folder).map((name) => path.join(folder, name)))
    .filter((file) => !/allocs|debug1|later\/heap/.test(file))
    .map((file) => ({ path: path.basename(file), file }));
}
