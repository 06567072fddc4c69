// A library's goroutines pile up, and their own stacks name no first-party line. Which line made them?
//
// The name of a goroutine's outermost function tells who started it: `p.NewThing.gowrap1` and `p.NewThing.func1`
// are `go` statements inside p.NewThing; a method `p.(*Thing).run` is started by what makes Things. Other stacks
// of the same process (allocations, CPU samples, waits) show which first-party line calls those functions.

import {
  enclosingFunction,
  isConstructorName,
  nameParts,
  normaliseName,
  packageOf,
} from '../../model/go-names.ts';
import { type FrameId, type FunctionId, NONE, type StackId } from '../../model/ids.ts';
import { FIRST_PARTY } from '../../model/ownership.ts';
import { type FrameText, frameText, functionName, type Symbols } from '../../model/symbols.ts';
import { type DumpFacts, type IncidentFacts, type Knowledge, sampleTypeIndex } from '../facts.ts';
import { entriesFor } from '../library/patterns.ts';
import { totalOf } from '../totals/site-values.ts';
import { firstPartyPath, siteKey } from './call-sites.ts';

/** How a line is tied to the goroutines, strongest last. */
export const TIE = { package: 1, constructor: 2, constructorOfType: 3, creator: 4 } as const;
export type Tie = (typeof TIE)[keyof typeof TIE];

/** A first-party line that leads into the library that started the goroutines. */
export interface Lead {
  readonly site: FrameText;
  readonly callers: readonly FrameText[];
  readonly tie: Tie;
  /** The library function that the site calls. */
  readonly through: string;
  /** Dumps whose stacks show it. */
  readonly dumps: readonly string[];
  /** Sum over the dumps of the share of samples that show it. */
  readonly weight: number;
}

interface Draft {
  readonly site: FrameText;
  readonly callers: readonly FrameText[];
  readonly through: string;
  tie: Tie;
  readonly dumps: Set<string>;
  weight: number;
}

/**
 * First-party lines that lead to the library function `root`, best first.
 * @param creator the function that started its goroutines; '' when only the name of `root` tells
 */
export function leadsTo(facts: IncidentFacts, root: string, creator: string): Lead[] {
  const drafts = new Map<string, Draft>();
  const target = targetOf(facts.knowledge, root, creator);
  for (const dump of facts.dumps) collect(dump, target, drafts);
  return [...drafts.values()]
    .map((d) => ({ ...d, dumps: [...d.dumps] }))
    .sort((a, b) => b.tie - a.tie || b.weight - a.weight);
}

function collect(facts: DumpFacts, target: Target, drafts: Map<string, Draft>): void {
  const { symbols } = facts.dump;
  const ties = functionTies(symbols, target);
  if (!ties.some((t) => t > 0)) return;
  for (let stack = 0; stack < symbols.stacks.length; stack++) {
    const found = tieOfStack(facts, ties, stack);
    if (found) addLead(facts, found, stack as StackId, drafts);
  }
}

/** Per function: how it is tied to the goroutines, or 0. */
function functionTies(symbols: Symbols, target: Target): Uint8Array {
  const ties = new Uint8Array(symbols.functions.length);
  for (let f = 0; f < ties.length; f++) ties[f] = tieOf(functionName(symbols, f as FunctionId), target);
  return ties;
}

function targetOf({ patterns }: Knowledge, root: string, creator: string): Target {
  const parts = nameParts(root);
  const byName = parts.closure === '' ? '' : enclosingFunction(root);
  return {
    package: packageOf(creator || root),
    creator: creator === '' ? byName : enclosingFunction(creator),
    type: parts.receiver.toLowerCase(),
    entries: entriesFor(patterns, root),
    standard: !parts.package.split('/')[0].includes('.'),
  };
}

interface Target {
  readonly package: string;
  /** The function whose `go` statement started the goroutines; '' when the name does not tell. */
  readonly creator: string;
  /** The type whose method the goroutines run, in lower case; '' when it is no method. */
  readonly type: string;
  /** Functions that a library's pattern names as those which make such goroutines. */
  readonly entries: readonly RegExp[];
  /** Go's own packages hold too much for one of their constructors to mean anything. */
  readonly standard: boolean;
}

function tieOf(name: string, target: Target): number {
  const parts = nameParts(name);
  if (target.entries.length > 0) {
    const normal = normaliseName(name);
    if (target.entries.some((e) => e.test(normal))) return TIE.creator;
  }
  if (parts.package !== target.package) return 0;
  if (target.creator !== '' && enclosingFunction(name) === target.creator) return TIE.creator;
  if (!isConstructorName(name)) return TIE.package;
  if (target.type !== '' && parts.name.toLowerCase().includes(target.type)) return TIE.constructorOfType;
  return target.standard ? TIE.package : TIE.constructor;
}

interface Found {
  readonly tie: Tie;
  readonly site: FrameId;
  readonly through: FrameId;
}

/** The strongest tie between the leaf and the first first-party frame, when the stack has both. */
function tieOfStack(facts: DumpFacts, ties: Uint8Array, stack: number): Found | null {
  const { stacks, locations, frames } = facts.dump.symbols;
  let tie = 0;
  let through: number = NONE;
  for (let i = stacks.locationStart[stack]; i < stacks.locationStart[stack + 1]; i++) {
    const location = stacks.locations[i];
    for (let f = locations.frameStart[location]; f < locations.frameStart[location + 1]; f++) {
      const fn = frames.function[f];
      if (facts.owners[fn] === FIRST_PARTY)
        return tie > 0 ? { tie: tie as Tie, site: f as FrameId, through: through as FrameId } : null;
      tie = Math.max(tie, ties[fn]);
      through = f;
    }
  }
  return null;
}

function addLead(facts: DumpFacts, found: Found, stack: StackId, drafts: Map<string, Draft>): void {
  const { symbols } = facts.dump;
  const site = frameText(symbols, found.site);
  const key = siteKey(site);
  let draft = drafts.get(key);
  if (!draft) {
    draft = {
      site,
      callers: firstPartyPath(symbols, facts.owners, stack).slice(1),
      through: frameText(symbols, found.through).function,
      tie: found.tie,
      dumps: new Set(),
      weight: 0,
    };
    drafts.set(key, draft);
  }
  if (found.tie > draft.tie) draft.tie = found.tie;
  draft.dumps.add(facts.path);
  draft.weight += weightOf(facts, stack);
}

/** What is held below a stack says most about things that are made and stay; other dumps only that it ran. */
const HELD_COUNTS = 10;

function weightOf({ dump }: DumpFacts, stack: StackId): number {
  const evenShare = 1 / dump.symbols.stacks.length;
  if (dump.kind !== 'profile') return evenShare;
  const held = sampleTypeIndex(dump, 'inuse_space');
  if (held === NONE) return evenShare;
  return (HELD_COUNTS * dump.values[held].value[stack]) / Math.max(1, totalOf(dump, held));
}
