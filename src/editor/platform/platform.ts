// What does the extension need of the place where it runs: node, or a web page's worker?

import type { WorkerHandle } from './worker-client.ts';

export interface Platform {
  startWorker(): WorkerHandle;
  /** Undefined where there is no disk: every file is read through the editor. */
  readonly disk: Disk | undefined;
}

/** This machine's disk, which workers can read as well. */
export interface Disk {
  readonly isWindows: boolean;
  /** True when the file that a path really means, links followed, lies in the folder that is really meant. */
  isReallyInside(path: string, folder: string): Promise<boolean>;
}
