// Is a question from the page one that a view may ask?

import type { ViewQuestion } from '../../protocol/page.ts';
import type { RowsBy, TimeRange, ViewName, ViewQueries } from '../../protocol/views.ts';

const LONGEST_NAME = 1 << 16;
/** Deeper stacks have no room in the page. */
const MOST_NAMES = 65_536;
const ROWS_BY: ReadonlySet<unknown> = new Set<RowsBy>(['functions', 'lines', 'files', 'packages']);

type Fields = Readonly<Record<string, unknown>>;
type Readers = {
  readonly [Q in ViewName]: (request: Fields) => ViewQueries[Q]['request'] | undefined;
};

/** One reader per question; each builds the request anew, so nothing unknown comes along. */
const READERS: Readers = {
  flame: readFlame,
  rows: ({ dump, by, ...how }) => (isCount(dump) && isRowsBy(by) ? { dump, by, ...asked(how) } : undefined),
  neighbours: ({ dump, by, name, sampleType, ...how }) =>
    isCount(dump) && isRowsBy(by) && isName(name) && isCount(sampleType)
      ? { dump, by, name, sampleType, ...asked(how) }
      : undefined,
  source: ({ dump, function: name, range }) =>
    isCount(dump) && isName(name) ? { dump, function: name, ...asked({ range }) } : undefined,
  goroutines: readGoroutines,
  timeline: ({ dump }) => (isCount(dump) ? { dump } : undefined),
};

export function readViewQuestion({ id, name, request }: Fields): ViewQuestion | undefined {
  if (!isCount(id) || typeof name !== 'string' || !isFields(request)) return undefined;
  if (!Object.hasOwn(READERS, name)) return undefined;
  const read = READERS[name as ViewName](request);
  return read === undefined ? undefined : ({ type: 'ask', id, name, request: read } as ViewQuestion);
}

function readFlame(request: Fields): ViewQueries['flame']['request'] | undefined {
  const { dump, sampleType, direction, focus, under, hidden, foldLibraries, foldRuntime } = request;
  if (!isCount(dump) || !isCount(sampleType) || !isName(focus)) return undefined;
  if (direction !== 'callees' && direction !== 'callers') return undefined;
  if (!areNames(under) || !areNames(hidden)) return undefined;
  if (typeof foldLibraries !== 'boolean' || typeof foldRuntime !== 'boolean') return undefined;
  const tree = { dump, sampleType, direction, focus, under, hidden, foldLibraries, foldRuntime } as const;
  return { ...tree, ...asked(request) };
}

function readGoroutines({ dump, range, compare }: Fields): ViewQueries['goroutines']['request'] | undefined {
  if (!isCount(dump)) return undefined;
  const read = readRange(range);
  return range === null || read ? { dump, range: read ?? null, ...asked({ compare }) } : undefined;
}

/** What any question may add; anything else there is left out. */
function asked({ compare, range }: Fields): { readonly compare?: true; readonly range?: TimeRange } {
  const read = readRange(range);
  return { ...(compare === true ? { compare } : {}), ...(read ? { range: read } : {}) };
}

function readRange(range: unknown): TimeRange | undefined {
  if (!isFields(range) || !isTime(range.from) || !isTime(range.to)) return undefined;
  return { from: range.from, to: range.to };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST_NAME;
}

function areNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.length <= MOST_NAMES && value.every(isName);
}

function isRowsBy(value: unknown): value is RowsBy {
  return ROWS_BY.has(value);
}
