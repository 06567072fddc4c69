// Which debug endpoint does the user mean?
//
//   localhost:6060                      → http://localhost:6060/debug/pprof/
//   https://h/x/debug/pprof/heap?gc=1   → https://h/x/debug/pprof/
//   http://h:6060/internal/profiles     → http://h:6060/internal/profiles/

import type { HeaderList } from '../outside/http.ts';

export interface Target {
  /** Ends with `/`; without user, password, query. */
  readonly base: string;
  readonly origin: string;
  /** Names the service for people and folders: `order-consumer-6060`. */
  readonly name: string;
  /** What the URL itself says of who asks. */
  readonly headers: HeaderList;
  /** Something to think about before asking; '' for nothing. */
  readonly warning: string;
}

/** Throws an Error for the user when no URL of a web server can be made of it. */
export function readTarget(written: string): Target {
  const url = readUrl(written);
  const path = url.pathname;
  const found = /^(.*\/debug\/pprof)(\/|$)/.exec(path);
  const base = found ? `${found[1]}/` : path === '/' ? '/debug/pprof/' : path.replace(/\/*$/, '/');
  return { ...placeOf(url), base: `${url.origin}${base}` };
}

/** The same for a server whose own path is kept as it is. */
export function readServer(written: string): Target {
  const url = readUrl(written);
  return { ...placeOf(url), base: `${url.origin}${url.pathname.replace(/\/*$/, '/')}` };
}

function readUrl(written: string): URL {
  const text = written.trim();
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1].toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https')
    throw new Error(`${shown(text)}: only http and https can be asked, not ${scheme}.`);
  try {
    const url = new URL(scheme ? text : `http://${text}`);
    if (url.hostname !== '') return url;
  } catch {
    // Told below.
  }
  throw new Error(`"${shown(text)}" is no address of a server. Write it like http://localhost:6060.`);
}

/** Without what may be a password or a token. */
function shown(address: string): string {
  return address.replace(/[?#].*$/s, '').replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, '$1…@');
}

/** What pprof's own addresses end with. */
const OF_PPROF: ReadonlySet<string> = new Set(['debug', 'gc', 'seconds']);

function placeOf(url: URL): Omit<Target, 'base'> {
  return {
    origin: url.origin,
    name: `${url.hostname}${url.port === '' ? '' : `-${url.port}`}`.replace(/[^A-Za-z0-9.-]/g, '_'),
    headers: url.username === '' ? [] : [basicAuth(decoded(url.username), decoded(url.password))],
    warning: [
      ...(isLinkLocal(url.hostname)
        ? [`${url.hostname} is a link-local address, where clouds keep credentials of machines.`]
        : []),
      ...([...url.searchParams.keys()].every((name) => OF_PPROF.has(name))
        ? []
        : ['The query of the address is not sent along. If it says who asks, give a header.']),
    ].join(' '),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The header of HTTP's basic scheme (RFC 7617), its text in UTF-8. */
export function basicAuth(user: string, password: string): readonly [string, string] {
  const bytes = new TextEncoder().encode(`${user}:${password}`);
  return ['authorization', `Basic ${btoa(String.fromCharCode(...bytes))}`];
}

export function bearer(token: string): readonly [string, string] {
  return ['authorization', `Bearer ${token}`];
}

/** Addresses where cloud machines find their own credentials, among others. */
function isLinkLocal(host: string): boolean {
  return /^169\.254\.|^\[fe[89ab]|^\[::ffff:a9fe:|^metadata\.google\.internal\.?$/i.test(host);
}
