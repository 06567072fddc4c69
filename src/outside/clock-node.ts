// What time is it on this machine, and how is a while waited there?

import { setTimeout as wait } from 'node:timers/promises';

export const nodeClock = {
  now: () => Date.now(),
  sleep: (ms: number, signal?: AbortSignal): Promise<void> =>
    wait(ms, undefined, signal ? { signal } : {}).catch(() => {}),
};
