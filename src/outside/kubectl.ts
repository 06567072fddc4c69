// How is a port of a pod reached through kubectl?

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import path from 'node:path';

/** A program that was found outside of the folders that are worked on. */
export interface Kubectl {
  readonly program: string;
}

export interface PodPort {
  readonly namespace: string;
  readonly pod: string;
  readonly port: number;
  /** The context of the user's kubeconfig; undefined: its current one. */
  readonly context: string | undefined;
}

export interface Forwarded {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  close(): void;
}

/** A pod that runs, with the ports that its containers declare. */
export interface PodInfo {
  readonly namespace: string;
  readonly pod: string;
  readonly ports: readonly { readonly name: string; readonly port: number }[];
}

const ASK_MS = 20_000;
const FORWARD_MS = 20_000;
const MOST_OUTPUT = 64 * 1024 ** 2;
/** Names as Kubernetes allows them (RFC 1123): none begins with a dash. */
const NAME = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;
const CONTEXT = /^[A-Za-z0-9][\w.:/@-]{0,251}$/;

/** kubectl on the PATH, never one that lies in `notIn`: a repository must not choose what is run. */
export function findKubectl(notIn: readonly string[], search = process.env.PATH ?? ''): Kubectl | undefined {
  const names = process.platform === 'win32' ? ['kubectl.exe'] : ['kubectl'];
  const forbidden = notIn.map(reallyAt);
  for (const folder of search.split(path.delimiter)) {
    if (!path.isAbsolute(folder)) continue;
    for (const name of names) {
      const program = path.join(folder, name);
      if (isProgram(program) && !forbidden.some((f) => isBelow(reallyAt(program), f) || isBelow(program, f)))
        return { program };
    }
  }
  return undefined;
}

/** The same; throws an Error for the user where there is none. */
export function kubectlAmong(notIn: readonly string[], search = process.env.PATH ?? ''): Kubectl {
  const found = findKubectl(notIn, search);
  if (found) return found;
  const own = findKubectl([], search);
  throw new Error(
    own
      ? `kubectl at ${own.program} lies below a folder that is worked on, and is not run from there. Start from another folder.`
      : 'There is no kubectl on the PATH. Install it, or forward the port yourself and give its URL.',
  );
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function reallyAt(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return path.resolve(file);
  }
}

function isBelow(file: string, folder: string): boolean {
  const inside = path.relative(folder, file);
  return inside !== '' && !inside.startsWith('..') && !path.isAbsolute(inside);
}

/** Throws an Error with kubectl's own words. */
export async function listNamespaces(kubectl: Kubectl, signal?: AbortSignal): Promise<string[]> {
  const list = await ask(kubectl, ['get', 'namespaces', '-o', 'json'], signal);
  return itemsOf(list).flatMap((item) => {
    const name = textAt(item, 'metadata', 'name');
    return name === undefined ? [] : [name];
  });
}

/** The running pods of a namespace. Throws an Error with kubectl's own words. */
export async function listPods(
  kubectl: Kubectl,
  namespace: string,
  signal?: AbortSignal,
): Promise<PodInfo[]> {
  checkName('namespace', namespace, NAME);
  const list = await ask(kubectl, ['get', 'pods', `--namespace=${namespace}`, '-o', 'json'], signal);
  return itemsOf(list).flatMap((item) => {
    const pod = textAt(item, 'metadata', 'name');
    return pod === undefined || textAt(item, 'status', 'phase') !== 'Running'
      ? []
      : [{ namespace, pod, ports: portsOf(item) }];
  });
}

function portsOf(item: unknown): { name: string; port: number }[] {
  const containers = at(item, 'spec', 'containers');
  if (!Array.isArray(containers)) return [];
  return containers.flatMap((container) => {
    const ports = at(container, 'ports');
    if (!Array.isArray(ports)) return [];
    return ports.flatMap((one) => {
      const port = at(one, 'containerPort');
      return typeof port === 'number' ? [{ name: textAt(one, 'name') ?? '', port }] : [];
    });
  });
}

/** Forwards a free local port to the pod's, until `close`. Throws an Error with kubectl's own words. */
export function forwardPort(kubectl: Kubectl, pod: PodPort, signal?: AbortSignal): Promise<Forwarded> {
  checkName('namespace', pod.namespace, NAME);
  checkName('pod', pod.pod, NAME);
  if (pod.context !== undefined) checkName('context', pod.context, CONTEXT);
  if (!(pod.port >= 1 && pod.port <= 65535)) throw new Error(`${pod.port} is no port.`);
  const child = spawn(
    kubectl.program,
    [
      'port-forward',
      ...(pod.context === undefined ? [] : [`--context=${pod.context}`]),
      `--namespace=${pod.namespace}`,
      '--address=127.0.0.1',
      `pod/${pod.pod}`,
      `:${pod.port}`,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], shell: false, windowsHide: true },
  );
  return whenForwarding(child, signal);
}

function whenForwarding(child: ChildProcess, signal: AbortSignal | undefined): Promise<Forwarded> {
  return new Promise((resolve, reject) => {
    let said = '';
    const close = (): void => void child.kill();
    const fail = (text: string): void => {
      settled();
      close();
      reject(new Error(text));
    };
    const onAbort = (): void => fail('cancelled');
    const timer = setTimeout(
      () => fail(`kubectl forwarded nothing within ${FORWARD_MS / 1000} s.`),
      FORWARD_MS,
    );
    const settled = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    child.on('error', (error) => fail(`kubectl did not start: ${error.message}`));
    child.on('exit', () => fail(`kubectl ended: ${lastLine(said)}`));
    const onText = (chunk: Buffer): void => {
      said = (said + chunk.toString()).slice(-4000);
      const port = /Forwarding from 127\.0\.0\.1:(\d+)/.exec(said)?.[1];
      if (port === undefined) return;
      settled();
      resolve({ url: `http://127.0.0.1:${port}`, close });
    };
    child.stdout?.on('data', onText);
    child.stderr?.on('data', onText);
    if (signal?.aborted) onAbort();
  });
}

function ask({ program }: Kubectl, args: readonly string[], signal?: AbortSignal): Promise<unknown> {
  const options = { timeout: ASK_MS, maxBuffer: MOST_OUTPUT, shell: false, windowsHide: true };
  return new Promise((resolve, reject) => {
    execFile(program, [...args], { ...options, ...(signal && { signal }) }, (error, stdout, stderr) => {
      if (error) return reject(new Error(`kubectl: ${lastLine(stderr) || error.message}`));
      try {
        resolve(JSON.parse(stdout));
      } catch {
        reject(new Error('kubectl answered something that is not JSON.'));
      }
    });
  });
}

function checkName(what: string, name: string, pattern: RegExp): void {
  if (!pattern.test(name)) throw new Error(`"${name}" is no name of a ${what}.`);
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}

function itemsOf(list: unknown): readonly unknown[] {
  const items = at(list, 'items');
  return Array.isArray(items) ? items : [];
}

function at(value: unknown, ...keys: readonly string[]): unknown {
  for (const key of keys) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

function textAt(value: unknown, ...keys: readonly string[]): string | undefined {
  const found = at(value, ...keys);
  return typeof found === 'string' ? found : undefined;
}
