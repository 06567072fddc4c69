// How are recorded answers of Pyroscope and Parca played back?  test/fixtures/fleet holds the recordings.
import fs from 'node:fs';
import type http from 'node:http';
import { type LoopbackServer, serveHttp } from './loopback-server.ts';

const folder = 'test/fixtures/fleet';

/** When the recordings were made: the range of all their queries. */
export const RECORDED = { startMs: 1795467347000, endMs: 1795468007000 };
export const RECORDED_PARCA = {
  startMs: Date.UTC(2026, 10, 23, 20, 5, 47),
  endMs: Date.UTC(2026, 10, 23, 21, 6, 47),
};

export interface Recording {
  readonly request: Buffer;
  readonly status: number;
  readonly contentType: string;
  readonly body: Buffer;
}

export function recording(engine: 'pyroscope' | 'parca', name: string): Recording {
  const read = (ending: string): Buffer | undefined => {
    const file = `${folder}/${engine}/${name}.${ending}`;
    return fs.existsSync(file) ? fs.readFileSync(file) : undefined;
  };
  const headers = read('headers.txt')!.toString();
  return {
    request: read('request.json') ?? read('request.bin') ?? read('request.txt') ?? Buffer.alloc(0),
    status: Number(/^HTTP\/1\.1 (\d+)/.exec(headers)![1]),
    contentType: /^Content-Type: (.*?)\r?$/im.exec(headers)![1],
    body: (read('response.json') ?? read('response.pb'))!,
  };
}

export interface ReplayedEngine extends LoopbackServer {
  /** Method and path of each request, and its body. */
  readonly asked: readonly { readonly what: string; readonly body: Buffer }[];
}

/** Answers a path (without its query) by a recording, whatever is asked there; others as Go's mux does. */
export function replay(
  answers: Readonly<Record<string, Recording | http.RequestListener>>,
): Promise<ReplayedEngine> {
  const asked: { what: string; body: Buffer }[] = [];
  const serving = serveHttp((req, res) => {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part));
    req.on('end', () => {
      asked.push({ what: `${req.method} ${req.url}`, body: Buffer.concat(parts) });
      const answer = answers[(req.url ?? '').split('?')[0]];
      if (typeof answer === 'function') answer(req, res);
      else if (answer) res.writeHead(answer.status, { 'content-type': answer.contentType }).end(answer.body);
      else res.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found\n');
    });
  });
  return serving.then((server) => ({ ...server, asked }));
}

export const rpc = (name: string): string => `/querier.v1.QuerierService/${name}`;
