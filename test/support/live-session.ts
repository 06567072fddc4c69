// How does a test ask servers, with a user who answers by rule?
import { type Asked, LiveSession } from '../../src/live/session.ts';
import { nodeClock } from '../../src/outside/clock-node.ts';
import type { HeaderList } from '../../src/outside/http.ts';
import { nodeHttpClient } from '../../src/outside/http-node.ts';

/** Follows nothing and gives no credentials, unless told otherwise. */
export function testSession(user: Partial<Asked> = {}, known: [string, HeaderList][] = []): LiveSession {
  const refusing: Asked = { mayFollow: async () => false, credentialsFor: async () => undefined };
  return new LiveSession({ http: nodeHttpClient(), clock: nodeClock, user: { ...refusing, ...user } }, known);
}
