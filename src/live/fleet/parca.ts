// How is Parca asked?
//
// GET /api/profiles/…, JSON out. What was seen of a real server, and at which revision, is told in docs/live.md.

import type { Inflate } from '../../bytes/decode-context.ts';
import { isGzip } from '../../bytes/inflate-limits.ts';
import { rfc3339 } from '../clock.ts';
import { jsonOf, someOf } from './answers.ts';
import type {
  FleetAnswer,
  FleetEngine,
  FleetPoint,
  FleetSeries,
  MergeQuery,
  ProfileType,
  SeriesQuery,
  SnapshotRef,
  StoredProfile,
} from './engine.ts';
import { field, listAt, numberAt, textAt, textsOf } from './json.ts';
import { withLabel } from './selector.ts';
import { FleetServer, type FleetServerOptions } from './server.ts';
import { storedProfile, sumLabel } from './stored-profile.ts';

/** Series that one answer may hold; the server's own default is small. */
const MOST_SERIES = 10_000;
const MOST_EXPANDED = 512 * 1024 ** 2;

/** No profile begins like this. */
const UNREADABLE = Uint8Array.of(0);

export interface ParcaOptions extends FleetServerOptions {
  readonly inflate: Inflate;
}

export class Parca implements FleetEngine {
  readonly name = 'Parca';
  private readonly server: FleetServer;
  private readonly inflate: Inflate;

  constructor(options: ParcaOptions) {
    this.server = new FleetServer('Parca', options);
    this.inflate = options.inflate;
  }

  async types(): Promise<FleetAnswer<readonly ProfileType[]>> {
    const reply = await this.get('profiles/types');
    return reply.kind === 'fault' ? reply : someOf(listAt(reply.json, 'types').map(typeOf), 'profile types');
  }

  async labels(): Promise<FleetAnswer<readonly string[]>> {
    const reply = await this.get('profiles/labels');
    return reply.kind === 'fault' ? reply : someOf(textsOf(listAt(reply.json, 'labelNames')), 'labels');
  }

  async labelValues(label: string): Promise<FleetAnswer<readonly string[]>> {
    const reply = await this.get(`profiles/labels/${encodeURIComponent(label)}/values`);
    if (reply.kind === 'fault') return reply;
    return someOf(textsOf(listAt(reply.json, 'labelValues')), `values of ${label}`);
  }

  async series(query: SeriesQuery): Promise<FleetAnswer<readonly FleetSeries[]>> {
    const { type, selector, range } = query;
    const reply = await this.get('profiles/query_range', {
      ...{ query: type.id + selector, start: rfc3339(range.startMs), end: rfc3339(range.endMs) },
      limit: String(MOST_SERIES),
    });
    if (reply.kind === 'fault') return reply;
    const all = listAt(reply.json, 'series')
      .map((one) => seriesOf(one, query))
      .filter((s) => s.points.length > 0);
    return someOf(withOwnNames(all), `${type.id} for ${selector}`);
  }

  async snapshot(ref: SnapshotRef): Promise<FleetAnswer<StoredProfile>> {
    if (ref.id === '') return this.merge({ type: ref.type, selector: ref.selector, range: ref.window });
    const parameters = {
      mode: 'MODE_SINGLE_UNSPECIFIED',
      'single.query': ref.type.id + ref.selector,
      'single.time': ref.id,
    };
    return this.profile(parameters, ref.atMs, `as stored by ${this.name}`);
  }

  merge({ type, selector, range }: MergeQuery): Promise<FleetAnswer<StoredProfile>> {
    const parameters = {
      mode: 'MODE_MERGE',
      'merge.query': type.id + selector,
      'merge.start': rfc3339(range.startMs),
      'merge.end': rfc3339(range.endMs),
    };
    return this.profile(parameters, null, sumLabel(this.name, range));
  }

  private async profile(
    parameters: Readonly<Record<string, string>>,
    atMs: number | null,
    label: string,
  ): Promise<FleetAnswer<StoredProfile>> {
    const reply = await this.get('profiles/query', { ...parameters, report_type: 'REPORT_TYPE_PPROF' });
    if (reply.kind === 'fault') return reply;
    const packed = fromBase64(textAt(reply.json, 'pprof'));
    return storedProfile(packed && this.expand(packed), atMs, label, this.name);
  }

  /** Damage is told as a profile that cannot be read, never as no data. */
  private expand(packed: Uint8Array): Uint8Array {
    if (!isGzip(packed)) return packed;
    try {
      const { bytes, complete } = this.inflate(packed, MOST_EXPANDED);
      return complete ? bytes : UNREADABLE;
    } catch {
      return UNREADABLE;
    }
  }

  private async get(path: string, parameters: Readonly<Record<string, string>> = {}) {
    const query = new URLSearchParams(parameters).toString();
    return jsonOf(await this.server.get(query === '' ? path : `${path}?${query}`), this.name);
  }
}

/** `<name>:<sample type>:<sample unit>:<period type>:<period unit>(:delta)` */
function typeOf(value: unknown): ProfileType {
  const fields = ['name', 'sampleType', 'sampleUnit', 'periodType', 'periodUnit'];
  const [name, sampleType, sampleUnit, ...period] = fields.map((f) => textAt(value, f));
  const delta = field(value, 'delta') === true ? ['delta'] : [];
  return { id: [name, sampleType, sampleUnit, ...period, ...delta].join(':'), name, sampleType, sampleUnit };
}

/** One series for each set of labels; every one of them is needed to select it again. */
function seriesOf(value: unknown, { type, by, selector }: SeriesQuery): FleetSeries {
  const labels = listAt(field(value, 'labelset'), 'labels').map(
    (l) => [textAt(l, 'name'), textAt(l, 'value')] as const,
  );
  const pod = labels.find(([name]) => name === by)?.[1];
  const narrow = labels.reduce((all, [name, text]) => withLabel(all, name, text), '{}');
  const points = listAt(value, 'samples').flatMap((sample) =>
    pointOf(sample, type, labels.length === 0 ? selector : narrow),
  );
  return {
    pod: pod ?? narrow,
    points: points.sort((a, b) => a.atMs - b.atMs),
    isSum: listAt(value, 'samples').some((sample) => numberAt(sample, 'count') > 1),
  };
}

/** Several containers of one pod are told apart by all their labels. */
function withOwnNames(all: readonly FleetSeries[]): FleetSeries[] {
  const counts = new Map<string, number>();
  for (const { pod } of all) counts.set(pod, (counts.get(pod) ?? 0) + 1);
  return all.map((s) => (counts.get(s.pod) === 1 ? s : { ...s, pod: s.points[0].snapshot.selector }));
}

function pointOf(sample: unknown, type: ProfileType, selector: string): FleetPoint[] {
  const time = textAt(sample, 'timestamp');
  const atMs = Date.parse(time);
  if (Number.isNaN(atMs)) return [];
  const value = numberAt(sample, 'value');
  const window = { startMs: atMs - 1, endMs: atMs + 1 };
  return [{ atMs, value, snapshot: { type, selector, atMs, id: time, value, window } }];
}

function fromBase64(text: string): Uint8Array | undefined {
  try {
    return text === '' ? undefined : Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  } catch {
    return UNREADABLE;
  }
}
