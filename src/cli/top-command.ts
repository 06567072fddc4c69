// `culprit top`: which functions weigh most, in pprof's words?

import { pprofTop } from '../investigation/pprof-text.ts';
import type { PprofCommand } from './pprof-arguments.ts';
import { pprofDeps, pprofRequest, printPprof } from './pprof-command.ts';

export function runTop(command: PprofCommand): Promise<number> {
  return printPprof(() => pprofTop(pprofDeps, pprofRequest(command)));
}
