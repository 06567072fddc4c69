// At which line of the workspace does each suspicion point?

import type { Site } from '../../model/finding.ts';
import { humanName, normaliseName } from '../../model/go-names.ts';
import type { FrameText } from '../../model/symbols.ts';
import type { IncidentFacts } from '../facts.ts';
import { combine, type HelperReason, type Place, type Suspicion } from '../suspicion.ts';
import { type BlameReason, blame, type SignatureOf } from './blame.ts';
import { type Lead, leadsTo, TIE } from './leads.ts';

/** A line of the workspace that uses a library, found in its sources as text. Best first in its list. */
export interface UsageLead {
  readonly site: Site;
  /** Why this line: `calls NewCache, a constructor, inside a function`. */
  readonly reason: string;
  /** The library function that it calls. */
  readonly through: string;
  /** Lines that call it, nearest first, also found as text. */
  readonly callers: readonly Site[];
}

/** What is known about the workspace, as functions of what dumps name. */
export interface WorkspaceKnowledge {
  /** The workspace line of a recorded frame; with `mappedBy` `none` when there is none. */
  readonly locate: (frame: FrameText) => Site;
  /** Lines that use the package of a library function, best first. */
  readonly usages: (root: string) => readonly UsageLead[];
  /** What the function takes and returns whose code a frame is, by the sources. */
  readonly signatureOf?: SignatureOf;
  /** Did the line come with the release that is looked at? */
  readonly isAdded?: (site: Site) => boolean;
}

/** A suspicion with the line that it points to. */
export interface Placed {
  readonly suspicion: Suspicion;
  readonly site: Site;
  /** The recorded frame of the site, where a dump has one: other dumps are asked about it. */
  readonly frame: FrameText | null;
  readonly callers: readonly Site[];
  /** The recorded frames of the callers. */
  readonly path: readonly FrameText[];
  /** Other lines that could be meant. */
  readonly others: readonly Site[];
  /** The suspicion's weight, less what the way to the line leaves in doubt. */
  readonly weight: number;
  /** How the line was found, when the stack itself does not name it; for the reader. */
  readonly found: string;
  /** The library function that the line calls, when the way to it was a lead. */
  readonly through: string | null;
  /** The line that starts the goroutines, where it is another than the site. */
  readonly starter: Site | null;
  /** Recorded frames of ours in which the goroutines of this line begin, and in which they are. */
  readonly begins: FrameText | null;
  readonly stays: FrameText | null;
  /** By the sources, they wait in a loop: again and again. */
  readonly inLoop: boolean;
  /** Why this line, where a stack names lines of ours. */
  readonly reason: BlameReason;
}

/** What is left of a suspicion's weight when its line was found by another dump's stack, or by text. */
const BY_LEAD: Readonly<Record<number, number>> = {
  [TIE.creator]: 1,
  [TIE.constructorOfType]: 0.97,
  [TIE.constructor]: 0.94,
  [TIE.package]: 0.8,
};
const BY_TEXT = 0.9;

/** Library roots for which only the workspace's text can name a line. */
export function rootsWithoutLead(facts: IncidentFacts, suspicions: readonly Suspicion[]): string[] {
  const roots = suspicions.flatMap(({ place }) =>
    place.at === 'library' && (leadsTo(facts, place.root, place.creator)[0]?.tie ?? 0) < TIE.constructor
      ? [place.root]
      : [],
  );
  return [...new Set(roots)];
}

/** First-party frames whose functions' signatures may decide which line is to be changed. */
export function framesInDoubt(suspicions: readonly Suspicion[]): FrameText[] {
  return suspicions.flatMap(({ place: p }) =>
    p.at === 'site' && p.own ? [p.site, ...p.callers.slice(0, 3), ...p.own.path] : [],
  );
}

/**
 * What the release brought is suspected a little more: enough to come before an equal, too little for a verdict of
 * its own.
 */
const ADDED = 0.05;

export function placeSuspicion(
  facts: IncidentFacts,
  known: WorkspaceKnowledge,
  suspicion: Suspicion,
): Placed {
  const placed = place(facts, known, suspicion);
  return known.isAdded?.(placed.site) ? { ...placed, weight: combine([placed.weight, ADDED]) } : placed;
}

function place(facts: IncidentFacts, known: WorkspaceKnowledge, suspicion: Suspicion): Placed {
  const { place: where } = suspicion;
  return where.at === 'site'
    ? placeAtSite(known, suspicion, where)
    : placeLibrary(facts, known, suspicion, where);
}

type SitePlace = Extract<Place, { readonly at: 'site' }>;

function placeAtSite(known: WorkspaceKnowledge, suspicion: Suspicion, where: SitePlace): Placed {
  const { site, callers, reason, starter } = blame(
    [where.site, ...where.callers],
    where.own,
    known.signatureOf,
  );
  const other = starter ?? where.helper?.frame ?? null;
  // Without creators, a snapshot names the line at which they are.
  const isIn = !where.own && (suspicion.crowd?.stack.length ?? 0) > 0;
  const stays = where.own?.path.at(-1) ?? (isIn ? where.site : null);
  return {
    suspicion,
    site: known.locate(site),
    frame: site,
    callers: callers.map(known.locate),
    path: callers,
    others: other ? [known.locate(other)] : [],
    starter: other && known.locate(other),
    weight: suspicion.weight,
    found: other ? blameText(other, where.helper?.reason ?? reason) : '',
    through: reason === 'starts' ? (suspicion.crowd?.through ?? null) : null,
    begins: where.own?.path[0] ?? null,
    stays,
    inLoop: (stays && known.signatureOf?.(stays)?.inLoop) ?? false,
    reason: where.own || suspicion.crowd?.born || reason !== 'starts' ? reason : 'is-in',
  };
}

/**
 * Dumps that tell less put the blame at the line that starts the goroutines; where another dump told that the same
 * goroutines are another line's matter, it is so for all.
 */
export function agree(placed: readonly Placed[]): Placed[] {
  const moved = placed.filter((p) => p.starter && p.suspicion.crowd);
  return placed.map((p) => {
    if (p.starter || p.suspicion.place.at !== 'site' || !p.suspicion.crowd) return p;
    const other = moved.find((m) => sameSite(m.starter!, p.site) && startsOf(m) === startsOf(p));
    if (!other) return p;
    const { site, frame, callers, path, others, found, reason, starter } = other;
    return { ...p, site, frame, callers, path, others, found, reason, starter, through: null };
  });
}

function sameSite(a: Site, b: Site): boolean {
  return a.file === b.file && a.line === b.line;
}

function startsOf({ suspicion }: Placed): string {
  return normaliseName(suspicion.crowd?.starts[0]?.function ?? '');
}

function blameText(starter: FrameText, reason: BlameReason | HelperReason): string {
  const name = humanName(starter.function);
  switch (reason) {
    case 'hands-in':
      return `${name} starts them, but runs what this line hands it.`;
    case 'leaves-channel':
      return `${name} starts them, and this line got the other end of their channel.`;
    case 'waits':
      return `${name} starts them, and here they stay.`;
    case 'keeps-lock':
      return `${name} takes the lock for its callers, and this one keeps it longest.`;
    case 'keeps-memory':
      return `${name} allocates for others too, and they drop it.`;
    default:
      return `${name} starts goroutines for other callers too, and those end.`;
  }
}

type LibraryPlace = Extract<Place, { readonly at: 'library' }>;

function placeLibrary(
  facts: IncidentFacts,
  known: WorkspaceKnowledge,
  suspicion: Suspicion,
  { root, creator }: LibraryPlace,
): Placed {
  const leads = leadsTo(facts, root, creator);
  const usages = known.usages(root);
  if (leads.length > 0 && (leads[0].tie >= TIE.constructor || usages.length === 0))
    return byLead(known, suspicion, leads);
  if (usages.length > 0) return byUsage(suspicion, usages);
  const site: Site = { file: '', line: 0, function: root, mappedBy: 'none' };
  const weight = suspicion.weight * BY_TEXT;
  return {
    suspicion,
    site,
    frame: null,
    callers: [],
    path: [],
    others: [],
    weight,
    found: '',
    through: null,
    starter: null,
    begins: null,
    stays: null,
    inLoop: false,
    reason: 'starts',
  };
}

function byLead(known: WorkspaceKnowledge, suspicion: Suspicion, leads: readonly Lead[]): Placed {
  const [best] = leads;
  return {
    suspicion,
    site: known.locate(best.site),
    frame: best.site,
    callers: best.callers.map(known.locate),
    path: best.callers,
    others: leads
      .slice(1)
      .filter((l) => l.tie >= best.tie)
      .map((l) => known.locate(l.site)),
    weight: suspicion.weight * BY_LEAD[best.tie],
    found: `Their own stacks name no line of yours; stacks in ${listOf(best.dumps.map(fileName))} show this line calling ${humanName(best.through)}.`,
    through: best.through,
    starter: null,
    begins: null,
    stays: null,
    inLoop: false,
    reason: 'starts',
  };
}

function listOf(names: readonly string[]): string {
  return names.length < 2
    ? names.join('')
    : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}

function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

function byUsage(suspicion: Suspicion, usages: readonly UsageLead[]): Placed {
  const [best] = usages;
  return {
    suspicion,
    site: best.site,
    frame: null,
    callers: best.callers,
    path: [],
    others: usages.slice(1).map((u) => u.site),
    weight: suspicion.weight * BY_TEXT,
    found: `No stack names a line of yours; by the sources, this one ${best.reason}.`,
    through: best.through,
    starter: null,
    begins: null,
    stays: null,
    inLoop: false,
    reason: 'starts',
  };
}
