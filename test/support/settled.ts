// When is something that takes its time done, without a wait of a fixed length?
import { setTimeout as sleep } from 'node:timers/promises';

const LIMIT = 15_000;

/** Tries again until `check` throws no more; its last error is thrown when that takes too long. */
export async function eventually(check: () => unknown): Promise<void> {
  const end = Date.now() + LIMIT;
  for (;;) {
    try {
      return void (await check());
    } catch (error) {
      if (Date.now() > end) throw error;
      await sleep(50);
    }
  }
}

/** Takes pictures until two in a row are the same: nothing moves or loads any more. */
export async function settledPicture(take: () => Promise<Buffer>): Promise<Buffer> {
  const end = Date.now() + LIMIT;
  let before = await take();
  for (;;) {
    await sleep(150);
    const now = await take();
    if (now.equals(before) || Date.now() > end) return now;
    before = now;
  }
}
