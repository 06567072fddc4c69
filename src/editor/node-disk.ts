// What does the editor ask of this machine's disk by itself?

import { realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import { isInside } from './site-path.ts';

export const isWindows = process.platform === 'win32';

/** True when the file that a path really means, links followed, lies in the folder that is really meant. */
export async function isReallyInside(path: string, folder: string): Promise<boolean> {
  return isInside(await realpath(path), await realpath(folder), sep);
}
