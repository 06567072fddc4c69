// How is it told that goroutines pile up, stay, or are merely many?

import { enclosingFunction, humanName, normaliseName, shortName } from '../../model/go-names.ts';
import { formatCount, formatPeriod, formatValue } from '../../model/units.ts';
import type { Case } from '../case.ts';
import { type WaitKind, waitKindOf } from '../goroutines/wait-kinds.ts';
import type { LibraryPattern } from '../library/pattern.ts';
import { patternFor } from '../library/patterns.ts';
import type { Crowd, Words } from '../suspicion.ts';

/** Of those born, the share that ends, from which on only some are said to stay. */
const SOME_END = 0.1;

const FIX_SHARE =
  'once, when the service starts, and share what it returns; or stop it when the call is over, if it can be stopped.';
const FIX_END =
  'Give each goroutine a way to end (a context or a done channel that is closed when the call is over), or start it once.';

export function goroutineLeak(c: Case, patterns: readonly LibraryPattern[]): Words {
  const crowd = c.crowd!;
  const wait = waitOf(c, crowd);
  const pattern = fittingPattern(c, crowd, wait, patterns);
  // What runs our own code was started for us, not made by the library.
  const through = crowd.through && !c.placed[0].stays ? humanName(crowd.through) : null;
  return {
    title: pattern ? patternTitle(c, crowd, pattern) : titleOf(c, crowd, wait),
    explanation: sentences(pattern ? pattern.why : whatTheyDo(c, crowd, wait, through), howMany(crowd)),
    fix: pattern?.fix ?? fixOf(wait, through),
    disproof: disproofOf(crowd),
  };
}

function fixOf(wait: WaitKind | undefined, through: string | null): string {
  if (through && wait?.id !== 'answer') return `Call ${through} ${FIX_SHARE}`;
  return wait?.fix ?? FIX_END;
}

function sentences(...parts: readonly string[]): string {
  return parts.filter((p) => p !== '').join(' ');
}

/** Births or growth were seen, not only a number at one moment. */
export function isSeenToGrow(crowd: Crowd): boolean {
  return crowd.born > 0 || crowd.grown !== null;
}

/** Only some dumps tell these; the others show the primitive that waits. */
const TELLING: ReadonlySet<string> = new Set(['answer', 'forever']);

/** What lines of ours wait for; a library's loop waits as it was written to, and a ticking one for its timer. */
function waitOf(c: Case, crowd: Crowd): WaitKind | undefined {
  const stacks = c.placed.flatMap((p) => (p.stays && p.suspicion.crowd ? [p.suspicion.crowd.stack] : []));
  const kinds = stacks.flatMap((s) => waitKindOf(s.map(normaliseName)) ?? []);
  const telling = kinds.find((k) => TELLING.has(k.id));
  const kind = telling ?? (crowd.ticking ? undefined : kinds[0]);
  return kind?.looping && c.placed[0].inLoop ? { ...kind, ...kind.looping } : kind;
}

/** The function whose code a line is, literals not told apart: a title has no room for them. */
function titleName(name: string): string {
  return humanName(enclosingFunction(name));
}

/** Connections of requests that wait for answers are in use: they are no leak of their own. */
function fittingPattern(
  c: Case,
  crowd: Crowd,
  wait: WaitKind | undefined,
  patterns: readonly LibraryPattern[],
): LibraryPattern | undefined {
  if (c.placed[0].site.line === 0) return undefined;
  const starts = crowd.starts.map((s) => s.function);
  const pattern = patternFor(patterns, starts, crowd.stack);
  return wait?.id === 'answer' && pattern?.id.startsWith('http-') ? undefined : pattern;
}

function patternTitle(c: Case, crowd: Crowd, { thing }: LibraryPattern): string {
  const site = titleName(c.placed[0].site.function);
  return isSeenToGrow(crowd) || crowd.ticking
    ? `${site} makes ${thing} again and again, and nothing ends it`
    : `${site} has made ${thing} ${formatCount(crowd.starts[0].count)} times, and they are still there`;
}

function titleOf(c: Case, crowd: Crowd, wait: WaitKind | undefined): string {
  const [best] = c.placed;
  const site = titleName(best.site.function);
  const count = formatCount(crowd.starts[0].count);
  if (best.site.line === 0)
    return isSeenToGrow(crowd) ? `Goroutines of ${site} pile up` : `There are ${count} goroutines of ${site}`;
  if (wait && (best.reason === 'waits' || wait.id === 'answer'))
    return `Goroutines ${wait.verb} in ${site}, and ${wait.why}`;
  if (best.reason === 'leaves-channel') return `${site} leaves goroutines behind that serve its channel`;
  if (crowd.born > 0) return birthsTitle(crowd, site);
  const isIn = best.reason === 'is-in';
  if (crowd.grown) return isIn ? `Goroutines pile up in ${site}` : `${site} starts goroutines that pile up`;
  const verb = crowd.ticking ? 'wait for a timer' : (wait?.verb ?? 'are there at once');
  return isIn ? `${count} goroutines ${verb} in ${site}` : `${count} goroutines that ${site} starts ${verb}`;
}

function birthsTitle(crowd: Crowd, site: string): string {
  if (crowd.ended > crowd.born * SOME_END) return `Some of the goroutines that ${site} starts never end`;
  const each = crowd.perCall > 1 ? `${crowd.perCall} goroutines` : 'a goroutine';
  return `Each call of ${site} starts ${each} that never ${crowd.perCall > 1 ? 'end' : 'ends'}`;
}

function whatTheyDo(c: Case, crowd: Crowd, wait: WaitKind | undefined, through: string | null): string {
  if (wait?.id === 'answer') return 'Nothing limits how long a request may take.';
  const run = whatTheyRun(c, crowd, through);
  const { ticking } = crowd;
  if (ticking)
    return `${run} ${humanName(ticking.function)} wakes every ${formatPeriod(ticking.period)}, for ever.`;
  if (!wait || c.placed[0].reason === 'waits') return run;
  const why = isSeenToGrow(crowd) ? `, and ${wait.why}` : '';
  return `${run} They ${wait.verb}${why}.`;
}

function whatTheyRun(c: Case, crowd: Crowd, through: string | null): string {
  const [{ site, begins }] = c.placed;
  const starts = begins ? [begins.function] : crowd.starts.slice(0, 3).map((s) => s.function);
  const written = enclosingFunction(site.function);
  const names = starts.map((f) => (enclosingFunction(f) === written ? hereName(f) : humanName(f)));
  const all = [...new Set(names)].join(' and ');
  return through ? `${through}, called here, starts ${all}.` : `The goroutines run ${all}.`;
}

function hereName(name: string): string {
  return humanName(name) === humanName(enclosingFunction(name))
    ? 'this function'
    : 'the function literal here';
}

function howMany({ born, ended, windowNs, grown }: Crowd): string {
  const end = ended === 0 ? 'none ended' : `${formatCount(ended)} ended`;
  const births = `${formatCount(born)} were born in ${formatValue(windowNs, 'nanoseconds')}, ${end}`;
  if (!grown) return born > 0 ? `${births}.` : '';
  const elapsed = formatValue(grown.elapsedNs, 'nanoseconds');
  const growth = `${formatCount(grown.from)} became ${formatCount(grown.to)} in ${elapsed}`;
  return born > 0 ? `${births}; ${growth}.` : `${growth}.`;
}

/** A tenth of what is there now, to one digit: a leak cannot fall so low. */
function disproofOf(crowd: Crowd): string {
  const [start] = crowd.starts;
  const tenth = Math.max(1, start.count / 10);
  const digit = 10 ** Math.floor(Math.log10(tenth));
  const bound = formatCount(Math.floor(tenth / digit) * digit);
  return (
    `Fewer than ${bound} of ${shortName(start.function)} a minute later: ` +
    'curl -so goroutine.pprof http://HOST/debug/pprof/goroutine'
  );
}
