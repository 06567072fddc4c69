// How often does the product name the line that a labelled incident is about?
//
//   test/incidents/NAME/answer.json  { kind, file, lines }   ─┐
//   test/incidents/NAME/dumps/…      ── report ── findings   ─┴─▶  rank of the first hit
import fs from 'node:fs';
import path from 'node:path';
import type { FindingKind } from '../../src/model/finding.ts';
import { isLeakVerdict } from '../../src/model/finding.ts';
import type { Report, ReportFinding } from '../../src/protocol/answers.ts';
import type { OpenOptions } from '../../src/protocol/queries.ts';
import { judgeIncident } from '../support/judge-incident.ts';

const FOLDER = path.join('test', 'incidents');

export interface Answer {
  readonly kind: FindingKind | 'healthy';
  /** Relative to the incident's workspace. */
  readonly file: string;
  /** Any one of them names the cause: the call, the goroutine's birth, the line where it stays. */
  readonly lines: readonly number[];
  /** Other true ways to say what happened there. */
  readonly alsoKinds: readonly FindingKind[];
}

export interface Incident {
  readonly name: string;
  readonly folder: string;
  readonly workspace: string;
  readonly answer: Answer;
}

/** Which of an incident's files are looked at together. */
export interface DumpSet {
  readonly name: string;
  readonly takes: (file: string) => boolean;
  readonly options?: OpenOptions;
}

const SIX = ['heap.pprof', 'cpu.pprof', 'mutex.pprof', 'block.pprof', 'threadcreate.pprof', 'trace.out.gz'];
const LATER = ['later/goroutine.pprof', 'later/goroutine-debug2.txt.gz', 'later/heap.pprof'];
const TRACE = 'trace.out.gz';

export const ALL_AND_LATER: DumpSet = { name: 'all six and later', takes: () => true };
export const ALL_SIX: DumpSet = { name: 'all six', takes: (file) => SIX.includes(file) };
/** The five others of an operator who did not think of the trace, and what came later. */
export const WITHOUT_TRACE: DumpSet = { name: 'without trace', takes: (file) => file !== TRACE };
export const FIVE: DumpSet = {
  name: 'five, no trace, no later',
  takes: (file) => SIX.includes(file) && file !== TRACE,
};
/** As if nothing were known about any library. */
export const GENERAL_RULES: DumpSet = {
  name: 'all six, general rules only',
  takes: ALL_SIX.takes,
  options: { generalRulesOnly: true },
};
export const SINGLE_FILES: readonly DumpSet[] = [...SIX, ...LATER].map((only) => ({
  name: `only ${only}`,
  takes: (file) => file === only,
}));

export const DUMP_SETS: readonly DumpSet[] = [
  ALL_AND_LATER,
  ALL_SIX,
  WITHOUT_TRACE,
  FIVE,
  GENERAL_RULES,
  ...SINGLE_FILES,
];

/** All labelled incidents by name. */
export function readIncidents(): Incident[] {
  return fs
    .readdirSync(FOLDER)
    .filter((name) => fs.existsSync(path.join(FOLDER, name, 'answer.json')))
    .sort()
    .map((name) => {
      const folder = path.join(FOLDER, name);
      const written = JSON.parse(
        fs.readFileSync(path.join(folder, 'answer.json'), 'utf8'),
      ) as Partial<Answer>;
      const answer = { kind: 'healthy', file: '', lines: [], alsoKinds: [], ...written } as const;
      return { name, folder, workspace: path.join(folder, 'workspace'), answer };
    });
}

/** The dumps of a set that the incident has, as paths. */
export function dumpsOf({ folder }: Incident, { takes }: DumpSet): string[] {
  const dumps = path.join(folder, 'dumps');
  return [...SIX, ...LATER]
    .filter((file) => takes(file) && fs.existsSync(path.join(dumps, file)))
    .map((file) => path.join(dumps, file));
}

/** True when the finding has the kind, the file and one of the lines. */
export function isHit({ kind, site }: ReportFinding, answer: Answer): boolean {
  const kinds: readonly string[] = [answer.kind, ...answer.alsoKinds];
  return kinds.includes(kind) && site.file === answer.file && answer.lines.includes(site.line);
}

/** What became of one incident with one set of its dumps. */
export interface Outcome {
  readonly incident: Incident;
  readonly set: DumpSet;
  /** Rank of the first hit; 0 when there is none. Healthy incidents have none. */
  readonly rank: number;
  /** Leak verdicts on a healthy service. */
  readonly falseAlarms: readonly ReportFinding[];
  readonly findings: readonly ReportFinding[];
}

/** Judges one incident; null when it has no file of the set. */
export async function outcomeOf(incident: Incident, set: DumpSet): Promise<Outcome | null> {
  const files = dumpsOf(incident, set);
  if (files.length === 0) return null;
  const { findings }: Report = await judgeIncident(files, incident.workspace, set.options);
  const healthy = incident.answer.kind === 'healthy';
  return {
    incident,
    set,
    rank: healthy ? 0 : findings.findIndex((f) => isHit(f, incident.answer)) + 1,
    falseAlarms: healthy ? findings.filter(isLeakVerdict) : [],
    findings,
  };
}

/** The sums of one row of the table. */
export interface Score {
  readonly sick: number;
  readonly top1: number;
  readonly top3: number;
  readonly healthy: number;
  readonly falseAlarms: number;
}

export function scoreOf(outcomes: readonly Outcome[]): Score {
  const sick = outcomes.filter((o) => o.incident.answer.kind !== 'healthy');
  return {
    sick: sick.length,
    top1: sick.filter((o) => o.rank === 1).length,
    top3: sick.filter((o) => o.rank >= 1 && o.rank <= 3).length,
    healthy: outcomes.length - sick.length,
    falseAlarms: outcomes.filter((o) => o.falseAlarms.length > 0).length,
  };
}

/** All outcomes of a set, one incident after the other. */
export async function outcomesOf(incidents: readonly Incident[], set: DumpSet): Promise<Outcome[]> {
  const out: Outcome[] = [];
  for (const incident of incidents) {
    const outcome = await outcomeOf(incident, set);
    if (outcome) out.push(outcome);
  }
  return out;
}
