// What does the editor ask of this machine's disk by itself?

import { realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import { isInside } from '../sources/site-path.ts';
import type { Disk } from './platform.ts';

export const nodeDisk: Disk = {
  isWindows: process.platform === 'win32',
  isReallyInside: async (path, folder) => isInside(await realpath(path), await realpath(folder), sep),
};
