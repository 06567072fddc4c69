// What had the baseline of each line, or of the function around it?

import type { DumpFacts, IncidentFacts } from '../analysis/facts.ts';
import { normaliseName } from '../model/go-names.ts';
import type { FrameText } from '../model/symbols.ts';
import { formatValue } from '../model/units.ts';
import type { LineNumber } from '../protocol/answers.ts';
import { type LineFacts, linesOf } from './line-facts.ts';

/** Recordings whose lengths differ by more are told with their length. */
const SAME_LENGTH = 0.1;
const NOTHING = '0';

/** The last dump of each kind counts, as in the comparison. */
export interface BaseLines {
  /**
   * `line`: both are of one build, so a line is the same in both. `function`: lines may have moved, so the number of
   * the whole function is given.
   */
  readonly by: 'line' | 'function';
  /** The line with the baseline's text and numbers; as it is when the baseline has no such dump. */
  beside(dump: DumpFacts, line: LineFacts, sampleType: number | undefined): LineFacts;
}

export function baseLines(base: IncidentFacts, sameBuild: boolean): BaseLines {
  const last = new Map(base.dumps.map((dump) => [kindOf(dump), dump]));
  const tables = new Map<string, ReadonlyMap<string, LineFacts>>();
  const tableOf = (dump: DumpFacts, column: number | undefined): ReadonlyMap<string, LineFacts> => {
    const key = `${kindOf(dump)} ${column ?? ''}`;
    const known = tables.get(key);
    if (known) return known;
    const table = new Map(
      linesOf(dump, column).flatMap((line) => keysOf(line).map((k) => [k, line] as const)),
    );
    tables.set(key, table);
    return table;
  };
  return {
    by: sameBuild ? 'line' : 'function',
    beside: (dump, line, sampleType) => {
      const then = last.get(kindOf(dump));
      if (!then) return line;
      const column = sampleType === undefined ? undefined : sameColumn(dump, then, sampleType);
      const table = tableOf(then, column);
      const found = table.get(sameBuild ? lineKey(line.line) : functionKey(line.line));
      const length = lengthBeside(dump, then);
      const told = sameBuild ? found?.text : found?.functionText;
      return {
        ...line,
        baseText: told ? `${told}${length}` : 'none',
        numbers: line.numbers.map((number) => ({
          ...number,
          base: baseNumber(number, found, sameBuild) + length,
        })),
      };
    },
  };
}

function kindOf({ dump }: DumpFacts): string {
  return dump.kind === 'profile' ? dump.profileKind : dump.kind;
}

const lineKey = ({ function: fn, line }: FrameText) => `${normaliseName(fn)}\n${line}`;
const functionKey = ({ function: fn }: FrameText) => normaliseName(fn);
const keysOf = ({ line }: LineFacts) => [lineKey(line), functionKey(line)];

function baseNumber({ label }: LineNumber, found: LineFacts | undefined, sameBuild: boolean): string {
  const row = found?.numbers.find((one) => rowOf(one.label) === rowOf(label));
  if (!row) return NOTHING;
  return sameBuild ? row.text : row.inFunction || row.text;
}

/** A trace's label tells its length, which is not the same in both. */
const rowOf = (label: string) => label.replace(/, [^,)]*\)$/, ')');

function sameColumn(now: DumpFacts, then: DumpFacts, column: number): number | undefined {
  if (now.dump.kind !== 'profile' || then.dump.kind !== 'profile') return column;
  const type = now.dump.sampleTypes[column]?.type;
  const index = then.dump.sampleTypes.findIndex((one) => one.type === type);
  return index < 0 ? undefined : index;
}

/** How long the baseline was recorded, where that makes its numbers others. */
function lengthBeside(now: DumpFacts, then: DumpFacts): string {
  const [a, b] = [lengthOf(now), lengthOf(then)];
  if (a <= 0 || b <= 0 || Math.abs(a - b) <= SAME_LENGTH * Math.max(a, b)) return '';
  return ` in ${formatValue(b, 'nanoseconds')}`;
}

/** 0 for a snapshot or a sum since the process began. */
function lengthOf({ dump }: DumpFacts): number {
  if (dump.kind === 'trace') return dump.durationNs;
  return dump.kind === 'profile' && dump.profileKind === 'cpu' ? dump.durationNanos : 0;
}
