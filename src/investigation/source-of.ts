// Where can a line that a dump names be read: in the workspace, in the module cache, in Go's own sources?

import type { Dump } from '../model/dump.ts';
import type { FrameId } from '../model/ids.ts';
import type { LibrarySources } from '../model/library-sources.ts';
import { type FrameText, frameText } from '../model/symbols.ts';
import type { SourcePlace } from '../protocol/answers.ts';
import type { SourceRequest } from '../protocol/queries.ts';
import { declarationsFor, goFileFacts } from '../source/go-file.ts';
import type { Outside } from '../source/resolution.ts';
import { verify } from '../source/verify.ts';
import type { WorkspaceMap } from './workspace-map.ts';

export async function sourceOf(
  request: SourceRequest,
  dumps: readonly Dump[],
  map: WorkspaceMap,
  libraries: LibrarySources | undefined,
): Promise<SourcePlace> {
  const frame = frameOf(request, dumps);
  if (!frame) return missing('no open dump names this file');
  const resolution = await map.resolve(frame);
  switch (resolution.kind) {
    case 'found':
    case 'stale':
      return { kind: 'workspace', site: await map.siteOf(frame) };
    case 'outside':
      return libraries
        ? outsideOf(frame, resolution, libraries)
        : missing('sources of libraries are not in reach');
    default:
      return missing(resolution.reason);
  }
}

function missing(reason: string, wouldBe: readonly string[] = []): SourcePlace {
  return { kind: 'missing', wouldBe, reason };
}

/** The frame that is meant: what no dump names is not looked for. */
function frameOf(request: SourceRequest, dumps: readonly Dump[]): FrameText | undefined {
  let near: FrameText | undefined;
  for (const { symbols } of dumps)
    for (let f = 0; f < symbols.frames.length; f++) {
      const frame = frameText(symbols, f as FrameId);
      if (frame.file !== request.file) continue;
      if (request.function !== undefined && frame.function !== request.function) continue;
      if (frame.line === request.line) return frame;
      near ??= { ...frame, line: request.line };
    }
  return near;
}

const HOME: Readonly<Record<Outside['root'], string>> = {
  'module-cache': 'the module cache',
  goroot: "Go's own sources",
  gopath: 'GOPATH',
  mapped: 'the mapped folder',
};

async function outsideOf(
  frame: FrameText,
  { root, path }: Outside,
  libraries: LibrarySources,
): Promise<SourcePlace> {
  const located = await libraries.locate({ root, path });
  if (located.kind === 'missing')
    return missing(`it is not in ${HOME[root]} of this machine`, located.wouldBe);
  const text = await libraries.read({ root, path });
  const facts = text === undefined ? undefined : goFileFacts(text);
  const verdict = facts && verify(facts, frame);
  const notes = [
    located.release === '' ? '' : `sources of ${located.release}`,
    verdict && 'reason' in verdict ? `not the dump's own version: ${verdict.reason}` : '',
  ];
  // Whoever asks for a function alone is led to where it begins.
  const line = frame.line || (facts && declarationsFor(facts, frame.function)[0]?.line) || 1;
  const note = notes.filter((n) => n !== '').join('; ');
  return { kind: 'library', file: located.file, line, root, note };
}
