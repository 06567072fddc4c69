// What does the editor ask of this machine's disk by itself?

import { realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import type { Disk } from './platform.ts';
import { isInside } from './site-path.ts';

export const nodeDisk: Disk = {
  isWindows: process.platform === 'win32',
  isReallyInside: async (path, folder) => isInside(await realpath(path), await realpath(folder), sep),
};
