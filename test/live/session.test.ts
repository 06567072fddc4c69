// Do redirects, credentials and refusals have their answers, and does nothing reach a server it was not meant for?
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Asked } from '../../src/live/session.ts';
import type { HeaderList } from '../../src/outside/http.ts';
import { testSession } from '../support/live-session.ts';
import { type LoopbackServer, serveHttp } from '../support/loopback-server.ts';

const limits = { connectMs: 2000, firstByteMs: 2000, idleMs: 2000, totalMs: 5000, maxBytes: 10_000 };
const SECRET: HeaderList = [['authorization', 'Bearer s3cret']];

async function reply(url: string, user: Partial<Asked> = {}, known: [string, HeaderList][] = []) {
  const got = await testSession(user, known).ask({ url, limits });
  return got.kind === 'fault'
    ? got.fault
    : `${got.answer.status} ${new TextDecoder().decode(got.answer.body)}`;
}

async function withServers(
  count: number,
  make: (servers: readonly LoopbackServer[]) => Promise<void>,
  handlers: readonly Parameters<typeof serveHttp>[0][],
): Promise<void> {
  const servers = await Promise.all(handlers.slice(0, count).map(serveHttp));
  try {
    await make(servers);
  } finally {
    await Promise.all(servers.map((server) => server.close()));
  }
}

describe('a redirect', () => {
  test('on the same server is followed without asking, credentials and all', () =>
    withServers(
      1,
      async ([server]) => {
        const answer = await reply(`${server.origin}/a`, {}, [[server.origin, SECRET]]);
        assert.equal(answer, '200 Bearer s3cret');
      },
      [
        (req, res) =>
          req.url === '/a'
            ? res.writeHead(301, { location: '/b' }).end()
            : res.end(req.headers.authorization),
      ],
    ));

  test('to another origin is asked about, and credentials do not go along', async () => {
    const seen: (string | undefined)[] = [];
    const other = await serveHttp((req, res) => {
      seen.push(req.headers.authorization);
      res.end('other');
    });
    const server = await serveHttp(
      (_, res) => void res.writeHead(302, { location: `${other.origin}/x` }).end(),
    );
    const questions: string[] = [];
    const may = (answer: boolean): Partial<Asked> => ({
      mayFollow: async (from, to) => {
        questions.push(`${from} ${to}`);
        return answer;
      },
    });
    const known: [string, HeaderList][] = [[server.origin, SECRET]];
    const refused = await reply(`${server.origin}/a`, may(false), known);
    assert.ok(typeof refused === 'object' && refused.kind === 'redirect');
    assert.deepEqual(seen, []);
    assert.equal(await reply(`${server.origin}/a`, may(true), known), '200 other');
    assert.deepEqual(seen, [undefined]);
    assert.deepEqual(questions, Array(2).fill(`${server.origin} ${other.origin}`));
    await Promise.all([server.close(), other.close()]);
  });

  for (const [what, location, words] of [
    ['to a file', 'file:///etc/passwd', /file:/],
    ['to nowhere', '', /without a place/],
    ['round and round', '/a', /redirects one after the other/],
  ] as const)
    test(`${what} is never followed`, () =>
      withServers(
        1,
        async ([server]) => {
          const fault = await reply(`${server.origin}/a`, { mayFollow: async () => true });
          assert.ok(typeof fault === 'object' && fault.kind === 'redirect' && words.test(fault.text));
        },
        [(_, res) => void res.writeHead(302, location === '' ? {} : { location }).end()],
      ));
});

describe('a server that wants to know who asks', () => {
  const guarded: Parameters<typeof serveHttp>[0] = (req, res) =>
    req.headers.authorization === 'Bearer s3cret'
      ? void res.end('welcome')
      : void res.writeHead(401, { 'www-authenticate': 'Bearer' }).end('who are you?');

  test('is told, once for the whole session', () =>
    withServers(
      1,
      async ([server]) => {
        const attempts: string[] = [];
        const session = testSession({
          credentialsFor: async (origin, attempt, said) => {
            attempts.push(`${origin === server.origin} ${attempt} ${said}`);
            return attempt === 2 ? SECRET : [['authorization', 'Bearer wrong']];
          },
        });
        for (let i = 0; i < 2; i++) {
          const got = await session.ask({ url: `${server.origin}/x`, limits });
          assert.ok(got.kind === 'answer' && got.answer.status === 200);
        }
        assert.deepEqual(attempts, ['true 1 who are you?', 'true 2 who are you?']);
      },
      [guarded],
    ));

  test('is given up when the user gives up, and after three refusals', () =>
    withServers(
      1,
      async ([server]) => {
        const fault = await reply(`${server.origin}/x`);
        assert.ok(
          typeof fault === 'object' && fault.kind === 'unauthorized' && /who are you/.test(fault.text),
        );
        let asked = 0;
        const stubborn = async (): Promise<HeaderList> => {
          asked++;
          return [['authorization', 'Bearer wrong']];
        };
        const again = await reply(`${server.origin}/x`, { credentialsFor: stubborn });
        assert.ok(typeof again === 'object' && again.kind === 'unauthorized');
        assert.equal(asked, 3);
      },
      [guarded],
    ));
});
