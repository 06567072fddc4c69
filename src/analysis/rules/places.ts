// Where does a stack put the blame?

import { normaliseName } from '../../model/go-names.ts';
import type { StackId } from '../../model/ids.ts';
import { stackText } from '../../model/symbols.ts';
import { birthGroups } from '../births.ts';
import { firstPartyPath } from '../call-sites.ts';
import type { Crowded } from '../crowds.ts';
import { type DumpFacts, type IncidentFacts, tracesOf } from '../facts.ts';
import type { Place } from '../suspicion.ts';

/** At the first-party frame nearest the leaf, else in the library that the outermost frame belongs to. */
export function placeOfStack({ dump, owners }: DumpFacts, stack: StackId): Place {
  const path = firstPartyPath(dump.symbols, owners, stack);
  if (path.length > 0) return { at: 'site', site: path[0], callers: path.slice(1) };
  const frames = stackText(dump.symbols, stack);
  return { at: 'library', root: frames[frames.length - 1]?.function ?? '', creator: '' };
}

/** Where a trace shows such goroutines being born and staying, else where the snapshot puts them. */
export function placeOfCrowd(facts: IncidentFacts, crowd: Crowded): Place {
  const start = normaliseName(crowd.start);
  const groups = tracesOf(facts)
    .flatMap((trace) => birthGroups(trace))
    .filter((g) => g.site && g.starts.some((s) => normaliseName(s.function) === start))
    .sort((a, b) => b.stuck - a.stuck);
  const [best] = groups;
  return best?.site ? { at: 'site', site: best.site, callers: best.callers } : crowd.place;
}
