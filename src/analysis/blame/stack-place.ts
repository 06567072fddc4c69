// Where does a stack put the blame?

import type { StackId } from '../../model/ids.ts';
import { stackText } from '../../model/symbols.ts';
import type { DumpFacts } from '../facts.ts';
import type { Place } from '../suspicion.ts';
import { firstPartyPath } from './call-sites.ts';

/** At the first-party frame nearest the leaf, else in the library that the outermost frame belongs to. */
export function placeOfStack({ dump, owners }: Pick<DumpFacts, 'dump' | 'owners'>, stack: StackId): Place {
  const path = firstPartyPath(dump.symbols, owners, stack);
  if (path.length > 0) return { at: 'site', site: path[0], callers: path.slice(1) };
  const frames = stackText(dump.symbols, stack);
  return { at: 'library', root: frames[frames.length - 1]?.function ?? '', creator: '' };
}
