// What do the views of a dump show beside the baseline's dump of the same kind?

import { type JoinedProfiles, joinProfiles } from '../../analysis/compare/join-profiles.ts';
import type { DumpFacts, IncidentFacts } from '../../analysis/facts.ts';
import type { Dump } from '../../model/dump.ts';
import type { Owners } from '../../model/ownership.ts';
import type { Profile } from '../../model/profile.ts';
import type { Report } from '../../protocol/answers.ts';
import type { FlameTree } from '../../protocol/flame.ts';
import type {
  FlameRequest,
  NeighbourRows,
  NeighboursRequest,
  RowsRequest,
  RowsTable,
} from '../../protocol/views.ts';
import { FlameTrees } from './flame.ts';
import { RowTables } from './rows.ts';

/** The dump of a baseline that one is compared with: the last of its kind; undefined where there is none. */
export function counterpart(dump: Dump, base: IncidentFacts | null): DumpFacts | undefined {
  return base?.dumps.findLast((one) => kindOf(one.dump) === kindOf(dump));
}

/** The report whose dumps name those that they can be compared with. */
export function besideCounterparts(report: Report, facts: IncidentFacts, base: IncidentFacts): Report {
  const paths = new Map(facts.dumps.map(({ id, dump }) => [id as number, counterpart(dump, base)?.path]));
  const dumps = report.dumps.map((dump) => {
    const comparedWith = paths.get(dump.id);
    return comparedWith === undefined ? dump : { ...dump, comparedWith };
  });
  return { ...report, dumps };
}

/** Goroutine profiles and listings both count the goroutines of one moment. */
function kindOf(dump: Dump): string {
  if (dump.kind !== 'profile') return dump.kind === 'goroutines' ? 'goroutine' : dump.kind;
  return dump.profileKind;
}

/** One profile beside its counterpart. Made when it is first asked for: joining takes as long as reading. */
export class ComparedProfile {
  private readonly joined: JoinedProfiles;
  private readonly owners: Owners;
  private readonly tables: RowTables;
  private flame: { readonly sampleType: number; readonly trees: FlameTrees } | null = null;

  constructor(
    private readonly now: Profile,
    base: Profile,
    ownersOf: (dump: Dump) => Owners,
  ) {
    const joined = joinProfiles(now, base);
    if (joined === null) throw new Error('The two profiles have no sample type in common.');
    this.joined = joined;
    this.owners = ownersOf(joined.profile);
    this.tables = new RowTables(joined.profile, this.owners);
  }

  /** Widths are of both dumps together, so that what is gone has a place, too. */
  flameTree(request: FlameRequest): FlameTree {
    const { scale } = this.joined;
    const trees = this.treesOf(request.sampleType);
    const { others, ...tree } = trees.answer({ ...request, sampleType: 0 });
    const [now, base] = others!;
    return {
      ...tree,
      sampleType: request.sampleType,
      others: [],
      compared: { now: now.total, base: base.total, scale },
    };
  }

  /** Sample types keep their places; those that the baseline has not are left empty. */
  rows(request: RowsRequest): RowsTable {
    const { scale, types } = this.joined;
    const table = this.tables.rows(request);
    const own = (columns: readonly Float64Array[]) =>
      this.now.sampleTypes.map((_, t) => columns[types.indexOf(t)] ?? new Float64Array(table.names.length));
    const before = (columns: readonly Float64Array[]) => columns.slice(types.length, 2 * types.length);
    const totals = table.sampleTypes.map(({ total }) => total);
    return {
      ...table,
      sampleTypes: this.now.sampleTypes.map((type, t) => ({ ...type, total: totals[types.indexOf(t)] ?? 0 })),
      flat: own(table.flat),
      cum: own(table.cum),
      base: {
        flat: before(table.flat),
        cum: before(table.cum),
        totals: totals.slice(types.length, 2 * types.length),
        ...{ scale, types },
      },
    };
  }

  /** Of the dump itself; of the baseline where the row is gone. */
  neighbours(request: NeighboursRequest): NeighbourRows {
    const at = this.placeOf(request.sampleType);
    const own = this.tables.neighbours({ ...request, sampleType: at });
    if (own.callers.length + own.callees.length > 0) return own;
    return this.tables.neighbours({ ...request, sampleType: this.joined.types.length + at });
  }

  /** Three columns of one sample type: both, the dump's own, the baseline's. */
  private treesOf(sampleType: number): FlameTrees {
    if (this.flame?.sampleType !== sampleType) {
      const { profile, types } = this.joined;
      const at = this.placeOf(sampleType);
      const columns = [2 * types.length + at, at, types.length + at];
      const one = {
        ...profile,
        sampleTypes: columns.map((c) => profile.sampleTypes[c]),
        values: columns.map((c) => profile.values[c]),
      };
      this.flame = null;
      this.flame = { sampleType, trees: new FlameTrees(one, this.owners) };
    }
    return this.flame.trees;
  }

  private placeOf(sampleType: number): number {
    const at = this.joined.types.indexOf(sampleType);
    if (at < 0) throw new Error('The baseline has no such sample type.');
    return at;
  }
}
