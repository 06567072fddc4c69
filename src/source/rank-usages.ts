// Which line of the workspace most probably makes the goroutines of a library?

import type { Site } from '../model/finding.ts';
import {
  enclosingFunction,
  isConstructorName,
  nameParts,
  packageBaseName,
  packageOf,
} from '../model/go-names.ts';
import { type Frequency, frequencyOf } from './call-frequency.ts';
import { functionRef, rememberCallers } from './callers.ts';
import { functionsLeadingTo } from './package-call-graph.ts';
import { parsedSources, type Sources } from './sources.ts';
import { findUsages, packageFiles, type Usage } from './usages.ts';
import type { WorkspaceIndex } from './workspace-index.ts';

/** What the dumps tell about the library and the program. Names are those of frames. */
export interface UsageHints {
  /** Start function of the goroutines: `lib.io/cache.(*Wheel).run`, `lib.io/cache.NewWheel.gowrap1`. */
  readonly start: string;
  /** Functions of the library's package that occur in any dump. */
  readonly functions: readonly string[];
  /** First-party functions that the dumps show running or waiting (profiles of allocations show start-up too). */
  readonly active: readonly string[];
  /** Exported functions known to lead to the start function from the library's sources; empty when unknown. */
  readonly leading?: readonly string[];
  /** Was the line added by the release that is looked at? */
  readonly isAdded?: (file: string, line: number) => boolean;
}

export interface RankedUsage {
  readonly usage: Usage;
  readonly score: number;
  /** Reads on after "this line …". */
  readonly reason: string;
  /** The calls that lead to it, nearest first. */
  readonly callers: readonly Site[];
}

/** What speaks for a line, in points; only their order matters. */
const POINTS = {
  call: 40,
  composite: 25,
  mention: 5,
  import: 0,
  constructor: 20,
  container: 10,
  seenFunction: 35,
  startType: 30,
  seenType: 25,
  likeType: 15,
  leading: 50,
  many: 30,
  perStep: 3,
  unknown: 8,
  once: -25,
  added: 20,
  test: -100,
} as const;

/**
 * Lines that use the start function's package, likeliest maker of its goroutines first. Empty when the workspace does
 * not use the package itself.
 */
export async function rankedUsages(index: WorkspaceIndex, hints: UsageHints): Promise<RankedUsage[]> {
  const sources = parsedSources(index);
  const leading = hints.leading ?? (await leadingInWorkspace(index, hints.start));
  return rankUsages(await findUsages(packageOf(hints.start), sources), sources, { ...hints, leading });
}

/** What the library's own sources say, when they are vendored or replaced by a folder. */
async function leadingInWorkspace(index: WorkspaceIndex, start: string): Promise<string[]> {
  const texts = await Promise.all(packageFiles(packageOf(start), index).map((file) => index.read(file)));
  return functionsLeadingTo(
    start,
    texts.filter((t) => t !== undefined),
  ).map((l) => l.name);
}

/** Orders usages of one package, each line once; equal ones stay in order of files and lines. */
export async function rankUsages(
  usages: readonly Usage[],
  sources: Sources,
  hints: UsageHints,
): Promise<RankedUsage[]> {
  const callersOf = rememberCallers(sources, MOST_CALLEES);
  const active = new Set(hints.active.map(enclosingFunction));
  const ranked = bestOfLines(usages, traitsOf(hints), hints.isAdded);
  for (const [i, draft] of ranked.entries()) {
    const { usage } = draft;
    if (i >= MOST_CLIMBS || !mayMake(usage)) continue;
    const ref = functionRef(usage.file, usage.function);
    ranked[i] = withFrequency(draft, await frequencyOf(usage, ref, active, callersOf));
  }
  return ranked.map(finish).sort((a, b) => b.score - a.score);
}

/** Lines whose callers are looked for, and functions whose callers are looked for in all: it takes time. */
const MOST_CLIMBS = 60;
const MOST_CALLEES = 400;

interface Draft {
  readonly usage: Usage;
  readonly claim: Claim;
  readonly isAdded: boolean;
  readonly score: number;
  readonly frequency: Frequency;
}

/** Nothing is known of how often it runs. Imports and mentions make nothing, however often they run. */
const UNKNOWN: Frequency = { often: 'unknown', distance: 0, reason: '', path: [] };

function mayMake(usage: Usage): boolean {
  return usage.kind === 'call' || usage.kind === 'composite';
}

/** One draft per line, by what its words claim alone, best first. */
function bestOfLines(usages: readonly Usage[], traits: Traits, isAdded: UsageHints['isAdded']): Draft[] {
  const lines = new Map<string, Draft>();
  for (const usage of usages) {
    const claim = mayMake(usage) ? claimOf(usage, traits) : { points: 0, text: '' };
    const added = mayMake(usage) && (isAdded?.(usage.file, usage.line) ?? false);
    const score =
      POINTS[usage.kind] + claim.points + (usage.test ? POINTS.test : 0) + (added ? POINTS.added : 0);
    const line = `${usage.file}:${usage.line}`;
    if (score > (lines.get(line)?.score ?? -Infinity))
      lines.set(line, { usage, claim, isAdded: added, score, frequency: UNKNOWN });
  }
  return [...lines.values()].sort((a, b) => b.score - a.score);
}

function withFrequency(draft: Draft, frequency: Frequency): Draft {
  return { ...draft, frequency, score: draft.score + pointsOf(frequency) - POINTS.unknown };
}

function finish({ usage, claim, isAdded, score, frequency }: Draft): RankedUsage {
  const reason = reasonOf(usage, claim, frequency);
  return {
    usage,
    score: score + (mayMake(usage) ? POINTS.unknown : 0),
    reason: isAdded ? `${reason}; it was added in this release` : reason,
    callers: frequency.path.map((p) => ({
      file: p.file,
      line: p.line,
      function: p.caller.name,
      mappedBy: 'package-usage' as const,
    })),
  };
}

/** Names of plain data, which seldom start goroutines. */
const PLAIN = /(?:Map|Set|Ring|Queue|Stack|List|Heap|Tree|Buffer|Error|Config|Options?|Key|ID)$/;

interface Traits {
  /** Declared functions seen in dumps, start function's included. */
  readonly functions: ReadonlySet<string>;
  readonly startTypes: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
  readonly leading: ReadonlySet<string>;
}

function traitsOf(hints: UsageHints): Traits {
  const start = nameParts(hints.start);
  const parts = hints.functions.map(nameParts).filter((p) => p.package === start.package);
  return {
    functions: new Set([start, ...parts].filter((p) => p.receiver === '').map((p) => p.name)),
    startTypes: new Set(start.receiver === '' ? [] : [start.receiver]),
    types: new Set(parts.filter((p) => p.receiver !== '').map((p) => p.receiver)),
    leading: new Set(hints.leading ?? []),
  };
}

interface Claim {
  readonly points: number;
  /** Says what the line does; empty when nothing more is known. */
  readonly text: string;
}

function pointsOf({ often, distance }: Frequency): number {
  if (often === 'many') return POINTS.many - distance * POINTS.perStep;
  return often === 'once' ? POINTS.once : POINTS.unknown;
}

/** What ties the used name to what the dumps show. */
function claimOf({ name, kind }: Usage, traits: Traits): Claim {
  const makes = isConstructorName(`p.${name}`);
  const base = makes ? (PLAIN.test(name) ? POINTS.container : POINTS.constructor) : 0;
  if (traits.leading.has(name))
    return { points: base + POINTS.leading, text: 'which starts these goroutines' };
  if (traits.functions.has(name)) return { points: base + POINTS.seenFunction, text: 'which the dumps show' };
  const made = makes ? madeType(name) : kind === 'composite' ? name : '';
  return { points: base, text: makes ? 'a constructor' : '', ...typeClaim(made, traits, base) };
}

function typeClaim(made: string, traits: Traits, base: number): Claim | undefined {
  if (made === '') return undefined;
  const starts = matching(traits.startTypes, made);
  if (starts !== '')
    return { points: base + POINTS.startType, text: `which makes the ${starts} that they run` };
  const seen = matching(traits.types, made);
  if (seen !== '')
    return { points: base + POINTS.seenType, text: `which makes the ${seen} that the dumps show` };
  const like = [...traits.startTypes, ...traits.types].find((t) =>
    t.toLowerCase().includes(made.toLowerCase()),
  );
  return like === undefined
    ? undefined
    : { points: base + POINTS.likeType, text: `which may well make the ${like} that the dumps show` };
}

/** `NewCacheWithName` makes `CacheWithName`. */
function madeType(name: string): string {
  return name.replace(/^(?:Must)?(?:New|Open|Dial|Start|Make|Create|Connect)/, '');
}

/** The type that a name begins with, the longest: `CacheWithName` begins with `Cache`. */
function matching(types: ReadonlySet<string>, made: string): string {
  const fitting = [...types].filter(
    (t) => made.toLowerCase().startsWith(t.toLowerCase()) && !/^[a-z]/.test(made.slice(t.length)),
  );
  return fitting.sort((a, b) => b.length - a.length)[0] ?? '';
}

function reasonOf(usage: Usage, claim: Claim, frequency: Frequency): string {
  const name = `${packageBaseName(usage.importPath)}.${usage.name}`;
  if (usage.kind === 'import') return `imports ${usage.importPath}`;
  const does =
    usage.kind === 'call'
      ? `calls ${name}`
      : usage.kind === 'composite'
        ? `makes a ${name}`
        : `names ${name}`;
  const what = claim.text === '' ? does : `${does}, ${claim.text},`;
  const tail = frequency.reason === '' ? '' : ` and ${frequency.reason}`;
  const text = tail === '' ? what.replace(/,$/, '') : `${what}${tail}`;
  return usage.test ? `${text}, in a test` : text;
}
