// `culprit peek`: who calls a function, and whom does it call, in pprof's words?

import type { Limits } from '../bytes/decode-context.ts';
import { pprofPeek } from '../investigation/pprof-text.ts';
import type { PprofCommand } from './pprof-arguments.ts';
import { pprofDeps, pprofRequest, printPprof } from './pprof-command.ts';

export function runPeek(command: PprofCommand, limits: Limits): Promise<number> {
  return printPprof(() => pprofPeek(pprofDeps(limits), pprofRequest(command), command.regexp));
}
