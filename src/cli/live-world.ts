// How do capture and fleet reach a server from the command line, and how is the user asked?

import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { visible } from '../documents/visible.ts';
import type { LiveFault } from '../live/faults.ts';
import { type Asked, LiveSession } from '../live/session.ts';
import { basicAuth, bearer, type Target } from '../live/target.ts';
import { nodeClock } from '../outside/clock-node.ts';
import type { HeaderList } from '../outside/http.ts';
import { nodeHttpClient } from '../outside/http-node.ts';
import { rootsOfFile, systemRoots } from '../outside/tls-roots.ts';
import type { ServerFlags } from './capture-arguments.ts';

/** A session that asks `target` with what flags and environment say; other origins learn nothing of it. */
export function openSession(target: Target, flags: ServerFlags): LiveSession {
  const ca = flags.ca === undefined ? systemRoots() : rootsOfFile(flags.ca);
  const http = nodeHttpClient(ca ? { ca } : {});
  const headers = [...target.headers, ...fromEnvironment(), ...flags.headers];
  return new LiveSession({ http, clock: nodeClock, user: terminalUser(flags.follow) }, [
    [target.origin, headers],
  ]);
}

function fromEnvironment(): HeaderList {
  const { CULPRIT_BASIC_AUTH: basic, CULPRIT_BEARER_TOKEN: token } = process.env;
  if (token) return [bearer(token.trim())];
  if (!basic) return [];
  const [user, ...password] = basic.replace(/[\r\n]+$/, '').split(':');
  return [basicAuth(user, password.join(':'))];
}

/** Without a terminal nobody can be asked. */
function terminalUser(follow: boolean): Asked {
  return {
    mayFollow: async (from, to) => {
      if (follow || !isTerminal()) return follow;
      return /^y(es)?$/i.test(await question(`${from} redirects to ${to}. Follow? [y/N] `));
    },
    credentialsFor: async (origin, attempt) => {
      if (!isTerminal()) return undefined;
      const refused = attempt > 1 ? 'That was refused. ' : '';
      const user = await question(`${refused}${origin} wants to know who asks. User (empty gives up): `);
      return user === '' ? undefined : [basicAuth(user, await question('Password: ', true))];
    },
  };
}

function isTerminal(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

async function question(text: string, hidden = false): Promise<string> {
  process.stderr.write(visible(text));
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({
    input: process.stdin,
    output: hidden ? silent : process.stderr,
    terminal: true,
  });
  // Ctrl+C and the end of the input give up; without this the question would wait for ever.
  const given = new AbortController();
  lines.once('SIGINT', () => process.emit('SIGINT'));
  for (const end of ['SIGINT', 'close'] as const) lines.once(end, () => given.abort());
  try {
    return await lines.question('', { signal: given.signal });
  } catch {
    return '';
  } finally {
    lines.close();
    if (hidden) process.stderr.write('\n');
  }
}

/** What went wrong, what can be done about it, and which flag does it. */
export function faultText({
  kind,
  text,
  advice,
}: Pick<LiveFault, 'text' | 'advice'> & { kind: string }): string {
  const flag = /no org id/i.test(text) ? '--tenant NAME' : FLAGS.get(kind);
  const helps = flag !== undefined && (kind !== 'redirect' || text.includes('was not followed'));
  return `${text}. ${advice}${helps ? ` (${flag})` : ''}`;
}

const FLAGS: ReadonlyMap<string, string> = new Map([
  [
    'unauthorized',
    'CULPRIT_BASIC_AUTH=user:password or CULPRIT_BEARER_TOKEN in the environment, or --header',
  ],
  ['redirect', '--follow'],
  ['too-large', '--max-bytes'],
  ['not-trusted', '--ca FILE'],
  ['left-out', '--all'],
]);

/** Aborted by the first Ctrl+C; the second ends the program as usual. */
export function interruptible(): { readonly signal: AbortSignal; done(): void } {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  return {
    signal: controller.signal,
    done: () => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
    },
  };
}

/** Standard error: a line that is replaced on a terminal, and nothing of it elsewhere. */
export class ProgressLine {
  private shown = false;

  show(text: string): void {
    if (!process.stderr.isTTY) return;
    const wide = Math.max(20, (process.stderr.columns ?? 80) - 1);
    process.stderr.write(`\r\u001b[2K${visible(text).slice(0, wide)}`);
    this.shown = true;
  }

  /** A line that stays. */
  say(text: string): void {
    this.clear();
    process.stderr.write(`${visible(text)}\n`);
  }

  clear(): void {
    if (this.shown) process.stderr.write('\r\u001b[2K');
    this.shown = false;
  }
}
