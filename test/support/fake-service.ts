// What does a Go service's debug endpoint look like when it is played by a test?
import fs from 'node:fs';
import type http from 'node:http';
import { type LoopbackServer, serveHttp } from './loopback-server.ts';
import { sampleDumps } from './sample.ts';

const six = `${sampleDumps}/release-v1.8.0`;
const later = `${sampleDumps}/release-v1.8.0-later`;

/** The dumps of the sample service, by the path that each was once asked for. */
const FILES: ReadonlyMap<string, string> = new Map([
  ['goroutine', `${later}/goroutine.pprof`],
  ['heap', `${later}/heap.pprof`],
  ['heap?gc=1', `${later}/heap.pprof`],
  ['allocs', `${later}/allocs.pprof`],
  ['threadcreate', `${six}/threadcreate.pprof`],
  ['mutex', `${six}/mutex.pprof`],
  ['block', `${six}/block.pprof`],
  ['trace', `${six}/trace.out`],
  ['profile', `${six}/cpu.pprof`],
]);

export const LISTING = 'goroutine 1 [running]:\nmain.main()\n\t/app/main.go:3 +0x1d\n';

export interface FakeService extends LoopbackServer {
  readonly base: string;
  /** Paths below `/debug/pprof/`, with their queries, in the order in which they were asked. */
  readonly asked: readonly string[];
}

type Answer = (req: http.IncomingMessage, res: http.ServerResponse) => void;

/** `own` answers paths (below `/debug/pprof/`, with or without the query) in another way. */
export async function fakeService(own: Readonly<Record<string, Answer>> = {}): Promise<FakeService> {
  const asked: string[] = [];
  const server = await serveHttp((req, res) => {
    const path = (req.url ?? '').replace(/^\/debug\/pprof\//, '');
    asked.push(path);
    const bare = path.split('?')[0];
    const answer = own[path] ?? own[bare] ?? usual(path, bare);
    answer(req, res);
  });
  return { ...server, base: `${server.origin}/debug/pprof/`, asked };
}

function usual(path: string, bare: string): Answer {
  if (path === '') return (_, res) => void res.end(indexPage({ goroutine: 24_873, heap: 12 }));
  if (path === 'cmdline') return (_, res) => void res.end('/app/consumer\0-rate=500\0--db-password=hunter2');
  if (path === 'goroutine?debug=2') return (_, res) => void res.end(LISTING);
  const file = FILES.get(path) ?? FILES.get(bare);
  if (!file) return (_, res) => unknownProfile(res);
  return (_, res) => {
    // Without a length, as Go sends what it writes bit by bit.
    res.write(fs.readFileSync(file));
    res.end();
  };
}

/** As net/http/pprof refuses. */
export function unknownProfile(res: http.ServerResponse): void {
  res.writeHead(404, { 'x-go-pprof': '1' }).end('Unknown profile\n');
}

/** As net/http/pprof writes it, with all usual profiles. */
export function indexPage(counts: Readonly<Record<string, number>>): string {
  const names = 'allocs block cmdline goroutine heap mutex profile symbol threadcreate trace'.split(' ');
  const all = [...new Set([...names, ...Object.keys(counts)])];
  const rows = all.map(
    (name) => `<tr><td>${counts[name] ?? 0}</td><td><a href='${name}?debug=1'>${name}</a></td></tr>`,
  );
  return `<html><head><title>/debug/pprof/</title></head><body><table>\n${rows.join('\n')}\n</table></body></html>`;
}
