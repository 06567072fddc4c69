// What is in an engine's answer: JSON, nothing, or a page of somebody else's?

import type { LiveFault } from '../faults.ts';
import type { FleetAnswer } from './engine.ts';
import { parseJson } from './json.ts';
import type { ServerReply } from './server.ts';

export type JsonReply =
  | { readonly kind: 'json'; readonly json: unknown }
  | { readonly kind: 'fault'; readonly fault: LiveFault };

/** The JSON of an answer; a page of HTML, as login pages are, is a fault. */
export function jsonOf(reply: ServerReply, name: string): JsonReply {
  if (reply.kind === 'fault') return reply;
  const json = parseJson(reply.body);
  if (typeof json === 'object' && json !== null) return { kind: 'json', json };
  const text = `the answer is not what ${name} sends`;
  const advice = 'Check the address; a login page or another server may be answering.';
  return { kind: 'fault', fault: { kind: 'not-a-dump', text, advice } };
}

/** Nothing stored is not an empty answer. */
export function someOf<T>(list: readonly T[], what: string): FleetAnswer<readonly T[]> {
  return list.length > 0
    ? { kind: 'answer', value: list }
    : { kind: 'none', text: `no data: the server holds no ${what} in this time` };
}
