// Which Pyroscope do the tests ask: a replay of what a real one answered, or answers made up for a trap?
import assert from 'node:assert/strict';
import type http from 'node:http';
import type { FleetAnswer, ProfileType, StoredProfile } from '../../src/live/fleet/engine.ts';
import { Pyroscope } from '../../src/live/fleet/pyroscope.ts';
import { FLEET_LIMITS } from '../../src/live/fleet/server.ts';
import type { Profile } from '../../src/model/profile.ts';
import { decodeBytes } from './decode-file.ts';
import { testSession } from './live-session.ts';
import { RECORDED, type ReplayedEngine, recording, replay } from './replayed-engine.ts';
export const HEAP: ProfileType = {
  id: 'memory:inuse_space:bytes:space:bytes',
  name: 'memory',
  sampleType: 'inuse_space',
  sampleUnit: 'bytes',
};
export const GOROUTINES: ProfileType = {
  id: 'goroutine:goroutine:count:goroutine:count',
  name: 'goroutine',
  sampleType: 'goroutine',
  sampleUnit: 'count',
};
export const ORDERS = '{service_name="order-consumer"}';
export const query = { type: HEAP, selector: ORDERS, range: RECORDED, by: 'pod' };

export type Answers = Parameters<typeof replay>[0];

/** The engine over a server of its own, which is closed afterwards. */
export async function withEngine<T>(
  answers: Answers,
  use: (engine: Pyroscope, server: ReplayedEngine) => Promise<T>,
  limits = FLEET_LIMITS,
): Promise<T> {
  const server = await replay(answers);
  const session = testSession({}, [[server.origin, [['x-scope-orgid', 'fx']]]]);
  try {
    return await use(new Pyroscope({ base: `${server.origin}/`, session, limits }), server);
  } finally {
    await server.close();
  }
}

export function valueIn<T>(answer: FleetAnswer<T>): T {
  assert.ok(answer.kind === 'answer', JSON.stringify(answer));
  return answer.value;
}

export function dumpIn(stored: StoredProfile): Profile {
  const dump = decodeBytes(stored.bytes);
  assert.ok(dump.kind === 'profile');
  return dump;
}

export function total(profile: Profile): number {
  return profile.values[0].value.reduce((sum, v) => sum + v, 0);
}

export const recorded = (name: string) => recording('pyroscope', name);
export const json =
  (body: unknown): http.RequestListener =>
  (_, res) =>
    void res.end(JSON.stringify(body));
