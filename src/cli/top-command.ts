// `culprit top`: which functions weigh most, in pprof's words?

import type { Limits } from '../bytes/decode-context.ts';
import { pprofTop } from '../investigation/pprof-text.ts';
import type { PprofCommand } from './pprof-arguments.ts';
import { pprofDeps, pprofRequest, printPprof } from './pprof-command.ts';

export function runTop(command: PprofCommand, limits: Limits): Promise<number> {
  return printPprof(() => pprofTop(pprofDeps(limits), pprofRequest(command)));
}
