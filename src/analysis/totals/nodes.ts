// Which rows does a table of functions or of lines have, and which of them does each location hold?
//
//   location 7 ──► node single[7], or where it holds inlined calls (single[7] is -1)
//              ──► nodes list[start[7]] … list[start[8]-1]   (innermost inlinee first; never empty)

import { Int32Builder } from '../../bytes/columns.ts';
import { NONE, type StringId } from '../../model/ids.ts';
import type { Profile } from '../../model/profile.ts';
import type { FrameText } from '../../model/symbols.ts';

export interface Nodes {
  readonly length: number;
  /** The only node of a location, or -1 when it has several. */
  readonly single: Int32Array;
  readonly start: Int32Array;
  readonly list: Int32Array;
  /** A frame that belongs to the node, or -1 for code that the dump does not name. */
  readonly frame: Int32Array;
  /** As `go tool pprof -top` prints it: `main.run`, `[consumer]`, `<unknown>`; lines have `main.run /src/run.go:7`. */
  readonly name: (node: number) => string;
}

/** One node per function name. */
export function functionNodes(profile: Profile): Nodes {
  const { strings, functions, frames } = profile.symbols;
  const builder = new NodesBuilder(profile);
  const nodeOfFunction = new Int32Array(functions.length).fill(NONE);
  return builder.build((frame, location) => {
    const fn = frames.function[frame];
    const name = strings.get(functions.name[fn] as StringId);
    if (name === '') return builder.unnamed(location);
    if (nodeOfFunction[fn] === NONE) nodeOfFunction[fn] = builder.node(name, frame);
    return nodeOfFunction[fn];
  });
}

/** One node per function name, file and line. */
export function lineNodes(profile: Profile): Nodes {
  const { strings, functions, frames } = profile.symbols;
  const builder = new NodesBuilder(profile);
  const places = functions.name.map(() => NONE);
  const byLine = new Map<number, number>();
  const placeIds = new Map<string, number>();
  return builder.build((frame, location) => {
    const fn = frames.function[frame];
    const name = strings.get(functions.name[fn] as StringId);
    const file = cleanPath(strings.get(functions.file[fn] as StringId));
    if (name === '' && file === '') return builder.unnamed(location);
    if (places[fn] === NONE) places[fn] = idOf(placeIds, `${name}\0${file}`);
    const key = places[fn] * 2 ** 31 + frames.line[frame];
    const known = byLine.get(key);
    if (known !== undefined) return known;
    const node = builder.node(printableLine({ function: name, file, line: frames.line[frame] }), frame);
    byLine.set(key, node);
    return node;
  });
}

/** One node per text that a frame is given: its file, its package. Frames without one are unnamed code. */
export function groupNodes(profile: Profile, textOf: (frame: number) => string): Nodes {
  const builder = new NodesBuilder(profile);
  return builder.build((frame, location) => {
    const text = textOf(frame);
    return text === '' ? builder.unnamed(location) : builder.node(text, frame);
  });
}

function idOf(ids: Map<string, number>, key: string): number {
  const known = ids.get(key);
  if (known !== undefined) return known;
  ids.set(key, ids.size);
  return ids.size - 1;
}

/** Go's filepath.Clean for slash paths, which `go tool pprof` applies to files. */
export function cleanPath(path: string): string {
  if (path === '' || !/\/\/|\/\.{1,2}(\/|$)|^\.{1,2}\/|.\/$/.test(path)) return path;
  const rooted = path.startsWith('/');
  const out: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && out.length > 0 && out[out.length - 1] !== '..') out.pop();
    else if (part !== '..' || !rooted) out.push(part);
  }
  return (rooted ? '/' : '') + out.join('/') || '.';
}

/** A line as `go tool pprof -lines` prints it. */
export function printableLine(frame: FrameText): string {
  const place = frame.line !== 0 ? `${frame.file}:${frame.line}` : frame.file;
  return [frame.function, place].filter((part) => part !== '').join(' ');
}

class NodesBuilder {
  private readonly names: string[] = [];
  private readonly frames = new Int32Builder(256);
  private readonly byName = new Map<string, number>();
  private readonly unnamedOfMapping = new Map<number, number>();

  constructor(private readonly profile: Profile) {}

  /** Asks `nodeOf` for each frame of each location, and for -1 where a location has none. */
  build(nodeOf: (frame: number, location: number) => number): Nodes {
    const { locations } = this.profile.symbols;
    const list = new Int32Builder(locations.length);
    const start = new Int32Array(locations.length + 1);
    const single = new Int32Array(locations.length).fill(NONE);
    for (let l = 0; l < locations.length; l++) {
      const to = locations.frameStart[l + 1];
      for (let f = locations.frameStart[l]; f < to; f++) list.push(nodeOf(f, l));
      if (locations.frameStart[l] === to) list.push(this.unnamed(l));
      start[l + 1] = list.length;
      if (start[l + 1] - start[l] === 1) single[l] = list.get(start[l]);
    }
    const { names } = this;
    return {
      length: names.length,
      single,
      start,
      list: list.finish(),
      frame: this.frames.finish(),
      name: (node) => names[node],
    };
  }

  node(name: string, frame: number): number {
    const known = this.byName.get(name);
    if (known !== undefined) return known;
    const node = this.names.push(name) - 1;
    this.frames.push(frame);
    this.byName.set(name, node);
    return node;
  }

  /** The node of code without a name: the binary's, or that of all unknown code. */
  unnamed(location: number): number {
    const mapping = this.profile.locationMapping[location];
    const known = this.unnamedOfMapping.get(mapping);
    if (known !== undefined) return known;
    const file = mapping === NONE ? '' : this.profile.mappings[mapping].file;
    const node = this.node(file === '' ? '<unknown>' : `[${baseName(file)}]`, NONE);
    this.unnamedOfMapping.set(mapping, node);
    return node;
  }
}

function baseName(path: string): string {
  const trimmed = path.replace(/\/+$/, '');
  return trimmed === '' ? '/' : trimmed.slice(trimmed.lastIndexOf('/') + 1);
}
