// Which goroutines does a text list: `?debug=2`, or a panic or SIGQUIT dump inside a log?

import { Float64Builder, Int32Builder } from '../../bytes/columns.ts';
import { TextLines } from '../../bytes/text-lines.ts';
import type { GoroutineListing, ListedGoroutines } from '../../model/goroutine-listing.ts';
import { NONE } from '../../model/ids.ts';
import { type Problem, UnreadableDump } from '../../model/problems.ts';
import { SymbolsBuilder } from '../symbols-builder.ts';
import {
  type Creation,
  type GoroutineHeader,
  isElision,
  type Place,
  parseCall,
  parseCreatedBy,
  parseHeader,
  parsePlace,
  parseReason,
  prefixRemover,
} from './frame-lines.ts';

/** Go stops a listing at this size: runtime/pprof's writeGoroutineStacks. */
const GO_LISTING_LIMIT = 64 * 1024 * 1024;
const LINES_PER_PROGRESS = 65536;
const MAX_NOTED_FAULTS = 3;
const DAMAGED_LINES =
  'Other output was mixed into the listing, or it was edited: fetch it into a file of its own.';
/** Listings with registers (fp=… sp=…) hardly repeat a line: past this many, lines are not remembered. */
const MAX_PLACES = 1 << 18;

/** Throws UnreadableDump when no goroutine is listed. */
export function readListing(bytes: Uint8Array, onProgress?: (share: number) => void): GoroutineListing {
  const reading = new ListingReading();
  const lines = new TextLines(bytes);
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    reading.line(line, lines.number);
    if (lines.number % LINES_PER_PROGRESS === 0) onProgress?.(lines.share);
  }
  return reading.finish(lines.number, lines.endsWhole, bytes.length === GO_LISTING_LIMIT);
}

/** The goroutine whose lines are being read. */
interface Current {
  readonly header: GoroutineHeader;
  readonly at: number;
  readonly stack: number[];
  createdBy: number;
  creatorId: number;
  elided: boolean;
  /** A line was no frame: what follows is not trusted. */
  broken: boolean;
  /** It ran on another thread: it has no stack to show. */
  unavailable: boolean;
  /** Frames of ancestors follow, which are not its own. */
  ancestors: boolean;
}

class ListingReading {
  private readonly symbols = new SymbolsBuilder();
  /** What was parsed once is looked up by its text: listings repeat few lines very often. */
  private readonly places = new Map<string, { readonly id: number; readonly place: Place | undefined }>();
  private readonly names = new Map<string, number>();
  private readonly locations = new Map<number, number>();
  private readonly problems: Problem[] = [];
  private readonly rows = {
    id: new Float64Builder(),
    state: new Int32Builder(),
    waitMinutes: new Int32Builder(),
    stack: new Int32Builder(),
    createdBy: new Int32Builder(),
    creatorId: new Float64Builder(),
    locked: new Int32Builder(),
    elided: new Int32Builder(),
  };
  /** First rows of the dumps in this text: a log may hold several. */
  private readonly dumpStarts: number[] = [0];
  private ids = new Set<number>();
  private lastBetween = '';
  /** A goroutine was being read when the last line came. */
  private wasOpen = false;
  private reason = '';
  private reasonDump = 0;
  private unprefixed: ((line: string) => string) | undefined;
  private current: Current | undefined;
  private call: string | undefined;
  private creation: Creation | undefined;
  private faults = 0;
  /** Line of the last fault that is told one by one. */
  private faultAt = 0;

  line(raw: string, number: number): void {
    const header = parseHeader(raw);
    this.wasOpen = this.current !== undefined;
    const line = this.unprefixed === undefined ? raw : this.unprefixed(raw);
    if (header !== undefined) this.open(header, number);
    else if (this.current === undefined) this.between(line);
    else if (this.call !== undefined || this.creation !== undefined) this.place(line, number);
    else this.body(line, number);
  }

  finish(lastLine: number, endsWhole: boolean, full: boolean): GoroutineListing {
    const inHeader = this.lastBetween !== '' && beginsHeader(this.lastBetween);
    const cut = endsWhole
      ? this.call !== undefined || this.creation !== undefined
      : inHeader || this.wasOpen || this.current !== undefined;
    if (full || cut) this.noteCut(lastLine, full);
    this.close(lastLine);
    if (this.rows.id.length === 0)
      throw new UnreadableDump(
        'text without a goroutine',
        'Choose a file saved from /debug/pprof/goroutine?debug=2.',
      );
    const [from, to] = this.largestDump();
    if (this.faults > 0) this.noteFaults();
    return {
      kind: 'goroutines',
      reason: this.reason,
      symbols: this.symbols.finish(),
      goroutines: this.columns(from, to),
      problems: this.problems,
    };
  }

  private between(line: string): void {
    this.lastBetween = line;
    const reason = parseReason(line);
    if (reason === undefined) return;
    if (this.reason !== '' && this.reasonDump === this.dumpStarts.length) return;
    this.reason = reason;
    this.reasonDump = this.dumpStarts.length;
  }

  private open(header: GoroutineHeader, at: number): void {
    this.close(at);
    if (this.ids.has(header.id)) {
      this.dumpStarts.push(this.rows.id.length);
      this.ids = new Set();
    }
    this.ids.add(header.id);
    this.unprefixed = prefixRemover(header.prefix);
    this.current = {
      header,
      at,
      stack: [],
      createdBy: NONE,
      creatorId: NONE,
      elided: false,
      broken: false,
      unavailable: false,
      ancestors: false,
    };
  }

  /** The line after a call or a `created by`. */
  private place(line: string, number: number): void {
    const known = this.placeOf(line);
    const { call, creation } = this;
    this.call = undefined;
    this.creation = undefined;
    if (known.place === undefined) {
      this.fault(`${quoted(line)} where a file and line were expected`, number);
      if (line.trim() === '') this.close(number);
      return;
    }
    const { current } = this;
    if (current === undefined || current.ancestors) return;
    if (creation !== undefined) {
      current.createdBy = this.location(creation.name, known.id, known.place);
      current.creatorId = creation.creatorId;
    } else if (call !== undefined) current.stack.push(this.location(call, known.id, known.place));
  }

  private placeOf(line: string): { readonly id: number; readonly place: Place | undefined } {
    const known = this.places.get(line);
    if (known !== undefined) return known;
    const room = this.places.size < MAX_PLACES;
    const parsed = { id: room ? this.places.size : NONE, place: parsePlace(line) };
    if (room) this.places.set(line, parsed);
    return parsed;
  }

  private location(name: string, placeId: number, place: Place): number {
    if (placeId === NONE) return this.symbols.location(name, place.file, place.line);
    let nameId = this.names.get(name);
    if (nameId === undefined) {
      nameId = this.names.size;
      this.names.set(name, nameId);
    }
    const key = nameId * 2 ** 26 + placeId;
    const known = this.locations.get(key);
    if (known !== undefined) return known;
    const location = this.symbols.location(name, place.file, place.line);
    this.locations.set(key, location);
    return location;
  }

  private body(line: string, number: number): void {
    const { current } = this;
    if (current === undefined) return;
    this.call = parseCall(line);
    if (this.call !== undefined) return;
    this.creation = parseCreatedBy(line);
    if (this.creation !== undefined) return;
    if (line.trim() === '') this.close(number);
    else if (isElision(line)) current.elided = true;
    else if (line.startsWith('[originating from goroutine ')) current.ancestors = true;
    else if (line.includes('stack unavailable')) current.unavailable = true;
    else if (current.stack.length > 0) this.close(number);
    else this.fault(`${quoted(line)} where a call was expected`, number);
  }

  /** A goroutine with lines that are no frames keeps those that are; it is counted as damaged. */
  private fault(what: string, at: number): void {
    const { current } = this;
    if (current === undefined || current.broken) return;
    current.broken = true;
    if (++this.faults > MAX_NOTED_FAULTS) return;
    const shown = what.length > 120 ? `${what.slice(0, 119)}…` : what;
    this.faultAt = at;
    this.problems.push({
      severity: 'partial',
      text: `goroutine ${current.header.id} has ${shown}`,
      at,
      advice: DAMAGED_LINES,
    });
  }

  private noteFaults(): void {
    if (this.faults > MAX_NOTED_FAULTS)
      this.problems.push({
        severity: 'partial',
        text: `${this.faults} goroutines in all have such lines`,
        at: this.faultAt,
        advice: DAMAGED_LINES,
      });
  }

  private noteCut(at: number, full: boolean): void {
    this.problems.push({
      severity: 'partial',
      text: full
        ? `the listing is 64 MB long, where Go stops writing: goroutines after the ${this.rows.id.length}th are missing`
        : 'the listing stops in the middle of a goroutine',
      at,
      advice: full
        ? 'Fetch /debug/pprof/goroutine (without debug=2): it has no such limit.'
        : 'The copy or the upload was cut off: fetch it again.',
    });
    if (this.current !== undefined) this.current.broken = true;
  }

  private close(at: number): void {
    const { current, rows } = this;
    if (current !== undefined && current.stack.length === 0 && !current.unavailable)
      this.fault('no stack', at);
    this.current = undefined;
    this.call = undefined;
    this.creation = undefined;
    if (current === undefined) return;
    rows.id.push(current.header.id);
    rows.state.push(this.symbols.strings.add(current.header.state));
    rows.waitMinutes.push(current.header.waitMinutes);
    rows.stack.push(this.symbols.sharedStack(current.stack));
    rows.createdBy.push(current.createdBy);
    rows.creatorId.push(current.creatorId);
    rows.locked.push(current.header.locked ? 1 : 0);
    rows.elided.push(current.elided ? 1 : 0);
  }

  /** Rows of the dump with the most goroutines; of equals the last. */
  private largestDump(): [from: number, to: number] {
    const starts = [...this.dumpStarts, this.rows.id.length];
    let best = 0;
    for (let d = 1; d + 1 < starts.length; d++)
      if (starts[d + 1] - starts[d] >= starts[best + 1] - starts[best]) best = d;
    if (this.dumpStarts.length > 1)
      this.problems.push({
        severity: 'note',
        text: `the text holds ${this.dumpStarts.length} listings; number ${best + 1}, the largest, is shown`,
      });
    return [starts[best], starts[best + 1]];
  }

  private columns(from: number, to: number): ListedGoroutines {
    const { rows } = this;
    const id = rows.id.finish().slice(from, to);
    const creatorId = rows.creatorId.finish().slice(from, to);
    const rowOf = new Map<number, number>();
    id.forEach((value, row) => {
      rowOf.set(value, row);
    });
    return {
      length: to - from,
      id,
      state: rows.state.finish().slice(from, to),
      waitMinutes: rows.waitMinutes.finish().slice(from, to),
      stack: rows.stack.finish().slice(from, to),
      createdBy: rows.createdBy.finish().slice(from, to),
      creatorId,
      creator: Int32Array.from(creatorId, (creator) => rowOf.get(creator) ?? NONE),
      lockedToThread: Uint8Array.from(rows.locked.finish().subarray(from, to)),
      elided: Uint8Array.from(rows.elided.finish().subarray(from, to)),
    };
  }
}

/** True for a line that could grow into a header. */
function beginsHeader(line: string): boolean {
  return 'goroutine '.startsWith(line.slice(0, 'goroutine '.length));
}

function quoted(line: string): string {
  return line === '' ? 'an empty line' : `"${line}"`;
}
