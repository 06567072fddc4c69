// How is the sample service built and started, where Go is?
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import type { AddressInfo } from 'node:net';
import net from 'node:net';
import path from 'node:path';
import { type Release, sampleWorkspace } from './sample.ts';

export interface BuiltService {
  /** Its sources. */
  readonly folder: string;
  readonly program: string;
  remove(): void;
}

/** The program of a release, or why it cannot be built here. */
export function buildSample(release: Release): BuiltService | string {
  try {
    execFileSync('go', ['version'], { stdio: 'ignore' });
  } catch {
    return 'Go is not installed here';
  }
  const { folder, remove } = sampleWorkspace(release);
  const program = path.join(path.dirname(folder), process.platform === 'win32' ? 'consumer.exe' : 'consumer');
  try {
    execFileSync('go', ['build', '-o', program, './cmd/consumer'], {
      cwd: folder,
      stdio: 'pipe',
      timeout: 240_000,
    });
  } catch (error) {
    remove();
    return `Go could not build the sample service here: ${String(error).split('\n')[0]}`;
  }
  return { folder, program, remove };
}

export interface RunningService {
  readonly origin: string;
  stop(): Promise<void>;
}

/** Started with `rate` messages a second; answers when its debug port does. */
export async function startSample({ program }: BuiltService, rate: number): Promise<RunningService> {
  const port = await freePort();
  const child = spawn(program, ['-debug-addr', `127.0.0.1:${port}`, '-rate', String(rate)], {
    stdio: 'ignore',
  });
  const origin = `http://127.0.0.1:${port}`;
  for (let i = 0; i < 200 && !(await answers(port)); i++) await new Promise((r) => setTimeout(r, 25));
  return { origin, stop: () => ended(child) };
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

/** Connections to a local port that this process holds, as Linux lists them; undefined elsewhere. */
export function connectionsTo(port: number): number | undefined {
  const table = '/proc/self/net/tcp';
  if (!fs.existsSync(table)) return undefined;
  const remote = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const ESTABLISHED = '01';
  return fs
    .readFileSync(table, 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((columns) => columns[2] === remote && columns[3] === ESTABLISHED).length;
}
