// How does a test get a server of its own, on this machine only, that leaves nothing open?
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import net from 'node:net';
import tls from 'node:tls';

export interface LoopbackServer {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly port: number;
  /** Connections that stand right now. */
  connections(): number;
  close(): Promise<void>;
}

/** Answers each request by `handler`. */
export function serveHttp(handler: http.RequestListener): Promise<LoopbackServer> {
  return listen(http.createServer(handler), 'http');
}

export function serveHttps(
  options: { readonly key: string; readonly cert: string },
  handler: http.RequestListener,
): Promise<LoopbackServer> {
  return listen(https.createServer(options, handler), 'https');
}

/** Whatever comes: `onConnect` does with the connection what it likes. */
export function serveRaw(onConnect: (socket: net.Socket) => void): Promise<LoopbackServer> {
  return listen(
    net.createServer((socket) => {
      onConnect(socket);
      // A socket that nobody reads does not see the other side close.
      socket.resume();
    }),
    'http',
  );
}

async function listen(server: net.Server, scheme: string): Promise<LoopbackServer> {
  const open = new Set<net.Socket>();
  server.on('connection', (socket: net.Socket) => {
    open.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => open.delete(socket));
  });
  if (server instanceof tls.Server) server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `${scheme}://127.0.0.1:${port}`,
    port,
    connections: () => open.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}

/** Resolves when it becomes true; rejects after two seconds. */
export async function eventually(isTrue: () => boolean, what: string): Promise<void> {
  for (let waited = 0; !isTrue(); waited += 10) {
    if (waited > 2000) throw new Error(`not within two seconds: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
