// How does text that came out of a dump become safe and short enough to show?

import { formatCount, percentage } from '../src/model/units.ts';

/**
 * What a reader can't see or what turns the reading direction: control characters, bidi and zero-width
 * marks, line separators, tag characters, lone surrogates.
 */
const UNSEEN =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|\p{Cs}/gu;

/** The same text with every unseen character drawn: `a\u202eb` becomes `a‹U+202E›b`, a NUL `␀`. */
export function visible(text: string): string {
  return text.replace(UNSEEN, drawn);
}

/** A line of source: tabs stay, since the page sets their width. */
export function visibleCode(line: string): string {
  return line.split('\t').map(visible).join('\t');
}

function drawn(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '␡';
  return `‹U+${code.toString(16).toUpperCase().padStart(4, '0')}›`;
}

/** `github.com/acme/shop/internal/reqctx.WithCache` → `reqctx.WithCache`; type arguments keep their paths. */
export function shortFunction(name: string): string {
  const end = name.search(/[[(]/);
  const slash = name.lastIndexOf('/', end < 0 ? undefined : end);
  return name.slice(slash + 1);
}

/** `dumps/a/mem.pprof` → `mem.pprof`, for paths of either kind of machine. */
export function baseName(path: string): string {
  const parts = path.split(/[\\/]/).filter((part) => part !== '');
  return parts.at(-1) ?? path;
}

/** What all paths begin with, up to a separator: `/tmp/a/`; empty where they share no folder. */
export function sharedFolder(paths: readonly string[]): string {
  const [first = '', ...rest] = paths;
  let length = Math.max(first.lastIndexOf('/'), first.lastIndexOf('\\')) + 1;
  while (length > 0 && !rest.every((path) => path.startsWith(first.slice(0, length))))
    length = Math.max(first.lastIndexOf('/', length - 2), first.lastIndexOf('\\', length - 2)) + 1;
  return first.slice(0, length);
}

/** `2026-11-23T21:55:17.682Z` → `2026-11-23 21:55:17 UTC`. */
export function timeText(time: string): string {
  return time.replace(/^(.{10})T(.{8})(?:\.\d+)?Z$/, '$1 $2 UTC');
}

/** A share as pprof prints it: `100%`, `45.36%`, `0.0047%`; a dash where there is no number. */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return '–';
  return `${share < 0 ? '-' : ''}${percentage(share, 1).trim()}`;
}

/** A confidence for people: 0.974 → `97 %`; 1 is never claimed for what is less. */
export function confidenceText(confidence: number): string {
  if (!Number.isFinite(confidence)) return '–';
  const clamped = Math.min(1, Math.max(0, confidence));
  return `${clamped < 1 ? Math.min(99, Math.round(clamped * 100)) : 100} %`;
}

/** `1 dump`, `2 dumps`. */
export function counted(value: number, one: string, many: string = one + 's'): string {
  return `${formatCount(value)} ${value === 1 ? one : many}`;
}
