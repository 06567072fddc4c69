// Who answers the questions of a dump's views?

import type { DumpFacts, IncidentFacts } from '../../analysis/facts.ts';
import type { SnapshotFacts } from '../../analysis/goroutines/crowds.ts';
import type { Range } from '../../analysis/goroutines/group-lives.ts';
import { traceProfile } from '../../analysis/goroutines/trace-profile.ts';
import type { Dump } from '../../model/dump.ts';
import type { LibrarySources } from '../../model/library-sources.ts';
import type { Profile } from '../../model/profile.ts';
import type { FrameText } from '../../model/symbols.ts';
import type { Trace } from '../../model/trace.ts';
import type { ViewName, ViewQueries } from '../../protocol/views.ts';
import type { WorkspaceFiles } from '../../source/workspace-files.ts';
import type { WorkspaceMap } from '../workspace-map.ts';
import { ComparedProfile, counterpart } from './compared.ts';
import { FlameTrees } from './flame.ts';
import { besideBaseline, snapshotGoroutines, timelineOf, traceGoroutines } from './goroutines.ts';
import { RowTables } from './rows.ts';
import { sourceListing } from './source-listing.ts';

type Request<Q extends ViewName> = ViewQueries[Q]['request'];
type Answer<Q extends ViewName> = ViewQueries[Q]['answer'];
type Handlers = { readonly [Q in ViewName]: (request: Request<Q>) => Answer<Q> | Promise<Answer<Q>> };

/** The views of one incident. Of large trees only that of the dump looked at last is kept. */
export class DumpViews {
  private flames: { readonly profile: Profile; readonly trees: FlameTrees } | null = null;
  private compared: { readonly dump: number; readonly profile: ComparedProfile } | null = null;
  private tables: { readonly profile: Profile; readonly tables: RowTables } | null = null;
  /** The part of a trace that was looked at last. */
  private part: { readonly key: string; readonly facts: DumpFacts<Profile> } | null = null;
  private readonly handlers: Handlers = {
    flame: (request) =>
      request.compare
        ? this.comparedOf(request.dump).flameTree(request)
        : this.flameOf(request).answer(request),
    rows: (request) =>
      request.compare ? this.comparedOf(request.dump).rows(request) : this.tablesOf(request).rows(request),
    neighbours: (request) => {
      this.checkType(this.profileAt(request), request.sampleType);
      return (request.compare ? this.comparedOf(request.dump) : this.tablesOf(request)).neighbours(request);
    },
    source: (request) =>
      sourceListing(
        {
          files: this.files,
          siteOf: (frame) => this.map.siteOf(frame),
          readOutside: (frame) => this.readOutside(frame),
        },
        this.profileAt(request).dump,
        request,
      ),
    goroutines: (request) => this.goroutines(request),
    timeline: ({ dump }) => timelineOf(this.trace(dump), dump, this.map.locate),
  };

  constructor(
    private readonly facts: IncidentFacts,
    /** The dumps to compare with, or null. */
    private readonly base: IncidentFacts | null,
    private readonly map: WorkspaceMap,
    private readonly files: WorkspaceFiles,
    private readonly libraries: LibrarySources | undefined,
  ) {}

  /** Rejects with an Error whose message can be shown. */
  async answer(name: ViewName, request: Request<ViewName>): Promise<Answer<ViewName>> {
    const handler = this.handlers[name] as (request: Request<ViewName>) => Answer<ViewName>;
    return handler(request);
  }

  isView(name: string): name is ViewName {
    return Object.hasOwn(this.handlers, name);
  }

  private async readOutside(frame: FrameText): Promise<string | undefined> {
    const resolution = await this.map.resolve(frame);
    return resolution.kind === 'outside' ? this.libraries?.read(resolution) : undefined;
  }

  private flameOf(request: Request<'flame'>): FlameTrees {
    const facts = this.profileAt(request);
    this.checkType(facts, request.sampleType);
    if (this.flames?.profile !== facts.dump) {
      // The old trees may be large: they go before the new ones come.
      this.flames = null;
      this.flames = { profile: facts.dump, trees: new FlameTrees(facts.dump, facts.owners) };
    }
    return this.flames.trees;
  }

  private tablesOf(request: Request<'rows'> | Request<'neighbours'>): RowTables {
    const { dump, owners } = this.profileAt(request);
    if (this.tables?.profile !== dump) this.tables = { profile: dump, tables: new RowTables(dump, owners) };
    return this.tables.tables;
  }

  /** A profile, or the part of a trace that is asked for as one. */
  private profileAt({ dump: id, range }: { readonly dump: number; readonly range?: Range }) {
    const facts = this.dump(id);
    if (facts.dump.kind !== 'trace') return this.profile(id);
    const { from, to } = range ?? { from: 0, to: facts.dump.durationNs };
    const key = `${id} ${from} ${to}`;
    if (this.part?.key !== key) {
      const dump = traceProfile(facts.dump, { from, to });
      this.part = { key, facts: { ...facts, dump } };
    }
    return this.part.facts;
  }

  private comparedOf(dump: number): ComparedProfile {
    if (this.compared?.dump !== dump) {
      const now = this.profile(dump).dump;
      const base = this.counterpart(now).dump;
      if (base.kind !== 'profile') throw new Error('The baseline has a listing of goroutines only.');
      this.compared = null;
      const profile = new ComparedProfile(now, base, (one) => this.map.ownersOf(one));
      this.compared = { dump, profile };
    }
    return this.compared.profile;
  }

  private counterpart(dump: Dump): DumpFacts {
    const found = counterpart(dump, this.base);
    if (found === undefined) throw new Error('The baseline has no dump of this kind.');
    return found;
  }

  private goroutines(request: Request<'goroutines'>): Answer<'goroutines'> {
    const facts = this.dump(request.dump);
    const now = this.goroutinesOf(facts, request);
    if (!request.compare) return now;
    const base = this.goroutinesOf(this.counterpart(facts.dump), { ...request, range: null });
    return besideBaseline(now, base);
  }

  private goroutinesOf(facts: DumpFacts, request: Request<'goroutines'>): Answer<'goroutines'> {
    if (facts.dump.kind === 'trace')
      return traceGoroutines(facts as DumpFacts<Trace>, request, this.map.locate);
    return snapshotGoroutines(facts as SnapshotFacts, request, this.map.locate);
  }

  private checkType({ dump }: DumpFacts<Profile>, sampleType: number): void {
    if (dump.sampleTypes[sampleType] === undefined) throw new Error('This dump has no such sample type.');
  }

  private profile(id: number): DumpFacts<Profile> {
    const facts = this.dump(id);
    if (facts.dump.kind !== 'profile') throw new Error('This dump is no profile.');
    return facts as DumpFacts<Profile>;
  }

  private trace(id: number): DumpFacts<Trace> {
    const facts = this.dump(id);
    if (facts.dump.kind !== 'trace') throw new Error('This dump is no trace.');
    return facts as DumpFacts<Trace>;
  }

  private dump(id: number): DumpFacts {
    const facts = this.facts.dumps.find((one) => one.id === id);
    if (facts === undefined) throw new Error('There is no such dump.');
    return facts;
  }
}
