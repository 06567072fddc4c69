// How are the dumps of a running service taken, twice or more, without disturbing it more than they are worth?

import type { Inflate } from '../bytes/decode-context.ts';
import type { DumpSink } from '../outside/dump-sink.ts';
import {
  type CaptureLimits,
  type Endpoint,
  fileNameOf,
  isTooLongAListing,
  planRounds,
  type RecordSeconds,
  type Rounds,
  urlOf,
  whyLeftOut,
} from './endpoints.ts';
import { endsEverything, type LiveFault } from './faults.ts';
import {
  MANIFEST_NAME,
  type Manifest,
  type MissingDump,
  manifestJson,
  type Size,
  type TakenDump,
} from './manifest.ts';
import { openService, type Service } from './open-service.ts';
import { glanceAtPacked } from './profile-glance.ts';
import type { LiveSession } from './session.ts';
import { take } from './take.ts';

export interface CaptureRequest {
  /** Of `readTarget`. */
  readonly base: string;
  /** From the first round to the last; 0 for one round. */
  readonly forMs: number;
  readonly everyMs: number;
  readonly record: RecordSeconds;
  /** Take also what would disturb the service. */
  readonly all: boolean;
  /** Goes into the manifest. */
  readonly reason: string;
  readonly limits: CaptureLimits;
  readonly signal?: AbortSignal;
}

export type CaptureEvent =
  | {
      readonly kind: 'taking';
      readonly endpoint: string;
      readonly round: number;
      readonly rounds: number;
      readonly share: number;
    }
  | { readonly kind: 'received'; readonly endpoint: string; readonly bytes: number }
  | { readonly kind: 'took'; readonly dump: TakenDump }
  | { readonly kind: 'missing'; readonly missing: MissingDump }
  | { readonly kind: 'size'; readonly size: Size }
  | { readonly kind: 'waiting'; readonly untilMs: number; readonly round: number; readonly rounds: number };

export interface CaptureDeps {
  readonly session: LiveSession;
  readonly sink: DumpSink;
  readonly inflate: Inflate;
  readonly onEvent: (event: CaptureEvent) => void;
}

export type CaptureOutcome =
  | { readonly kind: 'captured'; readonly manifest: Manifest }
  | { readonly kind: 'fault'; readonly fault: LiveFault };

/** Takes all rounds. A fault: nothing could be taken, nothing was written. Rejects when the sink does. */
export async function capture(deps: CaptureDeps, request: CaptureRequest): Promise<CaptureOutcome> {
  const startedAt = deps.session.clock.now();
  const opened = await openService(deps.session, request);
  if (opened.kind === 'fault') return opened;
  return new Capture(deps, request, opened.service, startedAt).run();
}

/** Moments of the rounds, ms after the start: 0 is always the first, `forMs` the last. */
export function roundTimes(forMs: number, everyMs: number): number[] {
  const times: number[] = [];
  for (let at = everyMs; at < forMs - everyMs / 2; at += everyMs) times.push(at);
  return forMs > 0 ? [0, ...times, forMs] : [0];
}

/** What a proxy may say of one profile alone, once it has let others through. */
const OF_ONE_PATH: ReadonlySet<string> = new Set(['forbidden', 'redirect']);

class Capture {
  private readonly dumps: TakenDump[] = [];
  private readonly missing: MissingDump[] = [];
  private readonly sizes: Size[] = [];
  private readonly notes: string[] = [];
  /** Recordings that somebody else's were in the way of. */
  private readonly again: Endpoint[] = [];
  private readonly rounds: Rounds;
  private readonly times: readonly number[];
  private program = '';
  private buildId = '';
  private goVersion = '';
  private done = 0;
  private end = '';

  constructor(
    private readonly deps: CaptureDeps,
    private readonly request: CaptureRequest,
    private readonly service: Service,
    private readonly startedAt: number,
  ) {
    this.rounds = planRounds(service.index, request.record, request.all);
    this.times = roundTimes(request.forMs, request.everyMs);
    for (const { name, why } of this.rounds.leftOut) this.leaveOut(name, why);
  }

  async run(): Promise<CaptureOutcome> {
    const last = this.times.length;
    for (let round = 1; round <= last && this.end === ''; round++) {
      if (this.isOverdue(round)) continue;
      await this.waitFor(round);
      for (const endpoint of this.endpointsOf(round))
        if (this.end === '' && !this.isTooMuch(endpoint)) await this.takeOne(endpoint, round);
      if (this.dumps.length > 0) await this.writeManifest();
    }
    const nothing = this.dumps.length === 0 ? this.missing.find((m) => m.kind !== 'left-out') : undefined;
    if (nothing) return { kind: 'fault', fault: { ...nothing, kind: nothing.kind as LiveFault['kind'] } };
    return { kind: 'captured', manifest: this.manifest() };
  }

  /** A round whose successor should have begun by now is left out; the first and the last never are. */
  private isOverdue(round: number): boolean {
    return round > 1 && round < this.times.length && this.elapsed() >= this.times[round];
  }

  private async waitFor(round: number): Promise<void> {
    const { session, onEvent } = this.deps;
    const rounds = this.times.length;
    const ms = this.times[round - 1] - this.elapsed();
    if (ms > 0) {
      onEvent({ kind: 'waiting', untilMs: session.clock.now() + ms, round, rounds });
      await session.clock.sleep(ms, this.request.signal);
    }
    if (this.request.signal?.aborted) this.end = 'cancelled';
  }

  private endpointsOf(round: number): readonly Endpoint[] {
    const { first, between, last } = this.rounds;
    const rounds = this.times.length;
    if (rounds === 1) return [...first, ...last.filter((e) => !first.some((f) => f.name === e.name))];
    if (round === 1) return first;
    return round === rounds ? [...last.slice(0, -1), ...this.again, ...last.slice(-1)] : between;
  }

  private async takeOne(endpoint: Endpoint, round: number): Promise<void> {
    const { session, onEvent } = this.deps;
    const { base, limits, signal } = this.request;
    const at = session.clock.now();
    onEvent({
      kind: 'taking',
      endpoint: endpoint.name,
      round,
      rounds: this.times.length,
      share: this.share(),
    });
    const taken = await take(session, endpoint, {
      ...{ base, limits },
      ...(signal && { signal }),
      onReceived: (bytes) => onEvent({ kind: 'received', endpoint: endpoint.name, bytes }),
    });
    this.done++;
    if (taken.kind === 'fault') {
      this.refused(endpoint, round, taken.fault);
      return;
    }
    if (taken.seconds < endpoint.seconds)
      this.notes.push(
        `${endpoint.name}: ${taken.seconds} s instead of ${endpoint.seconds} s, as the server ends longer answers`,
      );
    await this.keep(endpoint, round, at, taken.bytes, taken.seconds, taken.cut);
  }

  private async keep(
    endpoint: Endpoint,
    round: number,
    at: number,
    bytes: Uint8Array,
    seconds: number,
    cut: LiveFault | null,
  ): Promise<void> {
    const { session, sink, onEvent } = this.deps;
    const file = fileNameOf(endpoint, round, at);
    const dump: TakenDump = {
      ...{ file, round, at },
      endpoint: urlOf('', endpoint, seconds),
      tookMs: session.clock.now() - at,
      bytes: bytes.length,
      cut: cut && `${cut.text}. ${cut.advice}`,
    };
    await sink.write(file, bytes);
    this.dumps.push(dump);
    this.look(endpoint, at, bytes);
    onEvent({ kind: 'took', dump });
  }

  private refused(endpoint: Endpoint, round: number, fault: LiveFault): void {
    const optional = fault.kind === 'absent' && this.service.index === undefined;
    if (!optional) this.miss(urlOf('', endpoint, endpoint.seconds), round, fault);
    if (fault.kind === 'in-use' && round === 1) this.again.push(endpoint);
    if (fault.kind === 'cancelled') this.end = 'cancelled';
    else if (endsEverything(fault) && !(this.dumps.length > 0 && OF_ONE_PATH.has(fault.kind)))
      this.end = fault.text;
  }

  /** Where no index tells the number of goroutines, their profile does. */
  private isTooMuch(endpoint: Endpoint): boolean {
    if (endpoint.form !== 'listing' || this.request.all || this.service.index) return false;
    const { goroutines } = this.sizes[this.sizes.length - 1] ?? { goroutines: null };
    if (!isTooLongAListing(goroutines ?? 0)) return false;
    this.leaveOut(endpoint.name, whyLeftOut(goroutines ?? 0));
    return true;
  }

  private leaveOut(endpoint: string, text: string): void {
    this.miss(endpoint, 1, { kind: 'left-out', text, advice: 'Ask for all dumps to take it nevertheless.' });
  }

  private miss(endpoint: string, round: number, { kind, text, advice }: LiveFault): void {
    const missing = { endpoint, round, kind, text, advice };
    this.missing.push(missing);
    this.deps.onEvent({ kind: 'missing', missing });
  }

  /** What the dump tells beside its own purpose: how large the service is, and which build it is. */
  private look(endpoint: Endpoint, at: number, bytes: Uint8Array): void {
    if (endpoint.form === 'trace') this.goVersion = /^go (\d+\.\d+)/.exec(text(bytes, 16))?.[1] ?? '';
    if (endpoint.name !== 'goroutine' && endpoint.name !== 'heap') return;
    const glance = glanceAtPacked(bytes, this.deps.inflate);
    if (!glance) return;
    this.program ||= glance.program;
    this.buildId ||= glance.buildId;
    const goroutines = glance.totals.get('goroutine') ?? null;
    if (goroutines !== null) this.sizes.push({ at, goroutines, heapBytes: null });
    const heapBytes = glance.totals.get('inuse_space') ?? null;
    const open = this.sizes[this.sizes.length - 1];
    if (heapBytes === null) return;
    if (open?.heapBytes === null) this.sizes[this.sizes.length - 1] = { ...open, heapBytes };
    else this.sizes.push({ at, goroutines: null, heapBytes });
    this.deps.onEvent({ kind: 'size', size: this.sizes[this.sizes.length - 1] });
  }

  private elapsed(): number {
    return this.deps.session.clock.now() - this.startedAt;
  }

  private share(): number {
    const { first, between, last } = this.rounds;
    const all = first.length + between.length * Math.max(0, this.times.length - 2) + last.length;
    return Math.min(1, this.done / all);
  }

  private manifest(): Manifest {
    const { program, buildId, goVersion, sizes, dumps, missing, notes, startedAt } = this;
    return {
      target: this.request.base,
      reason: this.request.reason,
      startedAt,
      endedAt: this.deps.session.clock.now(),
      end: this.end === '' ? 'complete' : this.end,
      commandLine: this.service.commandLine,
      ...{ program, buildId, goVersion, rounds: this.times.length, sizes, dumps, missing, notes },
    };
  }

  /** After each round, so that a capture that is killed leaves a whole folder. */
  private writeManifest(): Promise<void> {
    return this.deps.sink.write(MANIFEST_NAME, new TextEncoder().encode(manifestJson(this.manifest())));
  }
}

function text(bytes: Uint8Array, length: number): string {
  return new TextDecoder('latin1').decode(bytes.subarray(0, length));
}
