// What is inside these files? One document per dump, whatever the workspace.

import type { Dump } from '../../model/dump.ts';
import type { UnreadableDump } from '../../model/problems.ts';
import type { Progress } from '../../protocol/queries.ts';
import { type OpenDeps, readInput, watching } from '../open-incident.ts';
import { type ListingDocument, listingDocument } from './listing-document.ts';
import { type ProfileDocument, profileDocument } from './profile-document.ts';
import { type TraceDocument, traceDocument } from './trace-document.ts';

export type DumpDocument = ProfileDocument | TraceDocument | ListingDocument;

/** Nothing to show of this file, and why. */
export interface UnreadableDocument {
  readonly kind: 'unreadable';
  readonly found: string;
  /** Byte offset or line, where known. */
  readonly at?: number;
  readonly advice: string;
}

/** `path` is the file as given; inside an archive `ARCHIVE/name`. */
export type InspectedFile = { readonly path: string } & (DumpDocument | UnreadableDocument);

/** Reads a file and makes the document of each dump in it. What cannot be read is told in its place. */
export function inspectFile(
  deps: OpenDeps,
  path: string,
  onProgress: (progress: Progress) => void = () => {},
): InspectedFile[] {
  return readInput(deps, { path, file: path }, watching(path, onProgress)).map((decoded) =>
    'dump' in decoded
      ? { path: decoded.path, ...dumpDocument(decoded.dump) }
      : { path: decoded.path, ...unreadable(decoded.error) },
  );
}

export function dumpDocument(dump: Dump): DumpDocument {
  switch (dump.kind) {
    case 'profile':
      return profileDocument(dump);
    case 'trace':
      return traceDocument(dump);
    default:
      return listingDocument(dump);
  }
}

function unreadable({ found, at, advice }: UnreadableDump): UnreadableDocument {
  return { kind: 'unreadable', found, ...(at === undefined ? {} : { at }), advice };
}
