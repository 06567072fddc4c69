// Which rows can a report have, and which of them does each location hold?
// Source of the definitions: github.com/google/pprof, profile.Aggregate and graph.CreateNodes.

import { Int32Builder } from '../../bytes/columns.ts';
import { type FunctionId, NONE, type StringId } from '../../model/ids.ts';
import type { Granularity } from '../../model/pprof-options.ts';
import type { Profile } from '../../model/profile.ts';
import { cleanPath } from '../totals/nodes.ts';
import { baseName } from './text-order.ts';
import type { View } from './view.ts';

/** What tells one row from another. */
export interface RowsBy {
  readonly granularity: Granularity;
  readonly noInlines: boolean;
  readonly showColumns: boolean;
  /** Rows of different binaries keep apart, as where sources are listed. */
  readonly binaries: boolean;
}

/** One row's place in the code; what its granularity leaves out is empty or 0. */
export interface NodeInfo {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly address: bigint;
  readonly startLine: number;
  readonly binary: string;
}

/** Location l holds list[start[l]] … list[start[l + 1] - 1], innermost first; never none. */
export interface ReportNodes {
  readonly length: number;
  readonly start: Int32Array;
  readonly list: Int32Array;
  /** The only row of a location, or -1 when it holds several. */
  readonly single: Int32Array;
  readonly info: (node: number) => NodeInfo;
  /** As it is printed. */
  readonly name: (node: number) => string;
}

export function reportNodes(view: View, by: RowsBy): ReportNodes {
  const table = new NodeTable(view.profile, by);
  const { start, list } = view.frames;
  const locations = start.length - 1;
  const out = new Int32Builder(list.length + 16);
  const outStart = new Int32Array(locations + 1);
  const single = new Int32Array(locations).fill(NONE);
  for (let l = 0; l < locations; l++) {
    const to = start[l + 1];
    if (start[l] === to) out.push(table.unnamed(l));
    for (let f = by.noInlines && start[l] < to ? to - 1 : start[l]; f < to; f++)
      out.push(table.node(list[f], l));
    outStart[l + 1] = out.length;
    if (out.length - outStart[l] === 1) single[l] = out.get(outStart[l]);
  }
  const names: string[] = [];
  return {
    length: table.length,
    start: outStart,
    list: out.finish(),
    single,
    info: (node) => table.info(node),
    name: (node) => (names[node] ??= printableName(table.info(node))),
  };
}

export function printableName(info: NodeInfo): string {
  const parts: string[] = [];
  if (info.address !== 0n) parts.push(info.address.toString(16).padStart(16, '0'));
  if (info.name !== '') parts.push(info.name);
  if (info.line !== 0) parts.push(`${info.file}:${info.line}${info.column === 0 ? '' : `:${info.column}`}`);
  else if (info.file !== '') parts.push(info.file);
  else if (info.name === '') parts.push(info.binary === '' ? '<unknown>' : `[${baseName(info.binary)}]`);
  return parts.join(' ');
}

/** Which parts of a frame a granularity keeps. */
interface Kept {
  readonly name: boolean;
  readonly file: boolean;
  readonly line: boolean;
  readonly column: boolean;
  readonly address: boolean;
}

function keptBy({ granularity, noInlines, showColumns }: RowsBy): Kept {
  const everything = granularity === 'addresses' && !noInlines;
  const line = granularity === 'lines' || granularity === 'addresses';
  return {
    name: granularity !== 'files',
    file: line || granularity === 'files' || granularity === 'filefunctions',
    line,
    column: everything || (line && showColumns),
    address: granularity === 'addresses',
  };
}

/** What a granularity leaves of a function. */
type FunctionClass = Pick<NodeInfo, 'name' | 'file' | 'startLine'>;
const UNNAMED: FunctionClass = { name: '', file: '', startLine: 0 };

function classKey({ name, file, startLine }: FunctionClass): string {
  return `${startLine}\0${name}\0${file}`;
}

interface LineInBinary {
  readonly line: number;
  readonly column: number;
  /** 0 where it does not tell rows apart. */
  readonly binary: number;
}

/** Joins two ids into one, the same for the same pair. */
class Pairs {
  private readonly ids = new Map<number, number>();

  constructor(private readonly next: () => number) {}

  id(a: number, b: number): number {
    const key = a * 2 ** 32 + b;
    const known = this.ids.get(key);
    if (known !== undefined) return known;
    const id = this.next();
    this.ids.set(key, id);
    return id;
  }
}

/** Function classes, then (class, line), (…, column), (…, binary), (…, address): each step only where it tells apart. */
class NodeTable {
  length = 0;
  private readonly kept: Kept;
  /** Class, line, column, binary and a location of each row. */
  private readonly parts = Array.from({ length: 5 }, () => new Int32Builder(256));
  private readonly classOfFunction: Int32Array;
  private readonly classes = new Map<string, number>();
  /** Code that the dump does not name is class 0. */
  private readonly classInfos: FunctionClass[] = [UNNAMED];
  private ids = 0;
  private readonly lines = new Pairs(() => ++this.ids);
  private readonly columns = new Pairs(() => ++this.ids);
  private readonly places = new Pairs(() => ++this.ids);
  private readonly high = new Pairs(() => ++this.ids);
  private readonly low = new Pairs(() => ++this.ids);
  private readonly nodeOfId = new Map<number, number>();
  private readonly binaryIds = new Map<string, number>([['', 0]]);
  private readonly binaryOfMapping: Int32Array;

  constructor(
    private readonly profile: Profile,
    private readonly by: RowsBy,
  ) {
    this.kept = keptBy(by);
    this.classOfFunction = new Int32Array(profile.symbols.functions.length).fill(NONE);
    this.classes.set(classKey(UNNAMED), 0);
    this.binaryOfMapping = Int32Array.from(profile.mappings, (m) => {
      const known = this.binaryIds.get(m.file);
      if (known !== undefined) return known;
      this.binaryIds.set(m.file, this.binaryIds.size);
      return this.binaryIds.size - 1;
    });
  }

  info(node: number): NodeInfo {
    const [cls, line, column, binary, location] = this.parts.map((part) => part.get(node));
    const { addressHigh, addressLow, mappings, locationMapping } = this.profile;
    const { name, file, startLine } = this.classInfos[cls];
    return {
      ...{ name, file, startLine, line, column },
      binary: binary === 0 ? '' : mappings[locationMapping[location]].file,
      address: this.kept.address ? (BigInt(addressHigh[location]) << 32n) | BigInt(addressLow[location]) : 0n,
    };
  }

  node(frame: number, location: number): number {
    const { symbols, frameColumn } = this.profile;
    const fn = symbols.frames.function[frame] as FunctionId;
    if (this.classOfFunction[fn] === NONE) this.classOfFunction[fn] = this.classOf(fn);
    const cls = this.classOfFunction[fn];
    const line = this.kept.line ? symbols.frames.line[frame] : 0;
    const column = this.kept.column ? (frameColumn?.[frame] ?? 0) : 0;
    const binary = this.by.binaries || this.classInfos[cls].name === '' ? this.binaryOf(location) : 0;
    return this.found(cls, { line, column, binary }, location);
  }

  /** The row of a location without frames. */
  unnamed(location: number): number {
    return this.found(0, { line: 0, column: 0, binary: this.binaryOf(location) }, location);
  }

  private found(cls: number, at: LineInBinary, location: number): number {
    const { addressHigh, addressLow } = this.profile;
    let id = -cls;
    if (at.line !== 0) id = this.lines.id(cls, at.line);
    if (at.column !== 0) id = this.columns.id(id, at.column);
    if (at.binary !== 0) id = this.places.id(id, at.binary);
    if (this.kept.address) {
      if (addressHigh[location] !== 0) id = this.high.id(id, addressHigh[location]);
      if (addressLow[location] !== 0) id = this.low.id(id, addressLow[location]);
    }
    const known = this.nodeOfId.get(id);
    if (known !== undefined) return known;
    this.nodeOfId.set(id, this.length);
    for (const [i, value] of [cls, at.line, at.column, at.binary, location].entries())
      this.parts[i].push(value);
    return this.length++;
  }

  private binaryOf(location: number): number {
    const mapping = this.profile.locationMapping[location];
    return mapping === NONE || mapping === undefined ? 0 : this.binaryOfMapping[mapping];
  }

  private classOf(fn: FunctionId): number {
    const { functions, strings } = this.profile.symbols;
    const name = this.kept.name ? strings.get(functions.name[fn] as StringId) : '';
    const file = this.kept.file ? printableFile(strings.get(functions.file[fn] as StringId)) : '';
    // pprof tells rows of one name apart by the function's start only where it keeps the binary.
    const startLine = this.by.binaries || name === '' ? functions.startLine[fn] : 0;
    const info = { name, file, startLine };
    const known = this.classes.get(classKey(info));
    if (known !== undefined) return known;
    this.classes.set(classKey(info), this.classInfos.length);
    return this.classInfos.push(info) - 1;
  }
}

/** pprof cuts these beginnings from files before it prints them. */
function printableFile(file: string): string {
  return cleanPath(file.replace(/^\/proc\/self\/cwd\/(\.\/)?/, ''));
}
