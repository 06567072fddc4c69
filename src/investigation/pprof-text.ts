// What would `go tool pprof` print of these files?

import {
  type ListedRoutine,
  listedRoutines,
  listText,
  type SourceText,
} from '../analysis/pprof-report/list-text.ts';
import { peekText } from '../analysis/pprof-report/peek-text.ts';
import { type Prepared, prepareReport } from '../analysis/pprof-report/report.ts';
import { topText } from '../analysis/pprof-report/top-text.ts';
import type { Inflate, Limits } from '../bytes/decode-context.ts';
import type { ByteSource } from '../bytes/source.ts';
import { decode } from '../formats/decode.ts';
import { type BaseUse, type PprofOptions, ReportRefusal, type ZoneAt } from '../model/pprof-options.ts';
import { UnreadableDump } from '../model/problems.ts';
import type { Profile } from '../model/profile.ts';
import { learnOwnership, namedFunctions } from '../source/ownership.ts';
import { createResolver, type Resolver } from '../source/resolve.ts';
import type { WorkspaceFiles } from '../source/workspace-files.ts';
import { buildIndex } from '../source/workspace-index.ts';

/** The world, as these reports need it. */
export interface PprofDeps {
  readonly inflate: Inflate;
  readonly limits: Limits;
  /** Opens a file of this machine; throws an Error whose message can be shown. */
  readonly openFile: (file: string) => ByteSource;
}

/** Sources, as listings need them. */
export interface SourceDeps {
  readonly workspace: WorkspaceFiles;
  /** The folder that messages name. */
  readonly folder: string;
  /** The text of a source file at an absolute path of this machine, or undefined. */
  readonly readOutside: (path: string) => Promise<string | undefined>;
}

/** Files and flags of one report. */
export interface PprofRequest {
  readonly files: readonly string[];
  readonly bases: readonly string[];
  readonly baseUse: BaseUse;
  readonly options: PprofOptions;
  readonly zone: ZoneAt;
}

export interface PprofText {
  readonly text: string;
  /** One line each: what could not be read, what matched nothing. */
  readonly warnings: readonly string[];
  /** Some input is missing or was cut. */
  readonly partial: boolean;
}

/** As `go tool pprof -top`. Throws ReportRefusal. */
export function pprofTop(deps: PprofDeps, request: PprofRequest): PprofText {
  const { report, answer } = prepare(deps, request);
  return answer(topText(report));
}

/** As `go tool pprof -peek`. Throws ReportRefusal. */
export function pprofPeek(deps: PprofDeps, request: PprofRequest, regexp: string): PprofText {
  const { report, answer } = prepare(deps, request);
  return answer(peekText(report, regexp));
}

/** As `go tool pprof -list`, the files found in the workspace. Throws ReportRefusal. */
export async function pprofList(
  deps: PprofDeps & SourceDeps,
  request: PprofRequest,
  regexp: string,
): Promise<PprofText> {
  const options = { ...request.options, granularity: 'lines' } as const;
  const { report, answer } = prepare(deps, { ...request, options }, true);
  const routines = listedRoutines(report, regexp);
  const sources = await readSources(deps, report.profile, routines);
  return answer(listText(report, routines, (routine) => sources.get(routine)!));
}

function prepare(deps: PprofDeps, request: PprofRequest, binaries = false) {
  const read = request.files.map((file) => readProfile(deps, file));
  const bases = request.bases.map((file) => readProfile(deps, file));
  const warnings = [...read, ...bases].flatMap((r) => r.warnings);
  if (!read.some(hasProfile)) throw new ReportRefusal(['no profile could be read', ...warnings].join('\n'));
  if (bases.length > 0 && !bases.some(hasProfile))
    throw new ReportRefusal(['no base profile could be read', ...warnings].join('\n'));
  const { baseUse, options, zone } = request;
  const profiles = read.flatMap((r) => r.profile ?? []);
  const report: Prepared = prepareReport(
    { profiles, bases: bases.flatMap((r) => r.profile ?? []), baseUse, options, zone },
    binaries,
  );
  const all = [...warnings, ...report.unmatched.map((name) => `${name} expression matched no samples`)];
  const answer = (text: string): PprofText => ({ text, warnings: all, partial: warnings.length > 0 });
  return { report, answer };
}

/** Merged, less the base, and filtered. Throws ReportRefusal. */
export function preparePprof(
  deps: PprofDeps,
  request: PprofRequest,
): { readonly report: Prepared } & Omit<PprofText, 'text'> {
  const { report, answer } = prepare(deps, request);
  const { warnings, partial } = answer('');
  return { report, warnings, partial };
}

interface Read {
  readonly profile?: Profile;
  readonly warnings: readonly string[];
}

const hasProfile = (read: Read) => read.profile !== undefined;

function readProfile(deps: PprofDeps, file: string): Read {
  try {
    const dump = decode(deps.openFile(file), deps);
    if (dump.kind !== 'profile') return { warnings: [`${file}: a ${dump.kind}, not a pprof profile`] };
    const cut = dump.problems.filter((p) => p.severity === 'partial');
    return { profile: dump, warnings: cut.map((p) => `${file}: ${p.text}`) };
  } catch (error) {
    if (error instanceof UnreadableDump) return { warnings: [`${file}: ${error.message}`] };
    return { warnings: [`${file}: ${error instanceof Error ? error.message : String(error)}`] };
  }
}

/** Each file is looked for once, whatever the number of its functions. */
async function readSources(
  deps: SourceDeps,
  profile: Profile,
  routines: readonly ListedRoutine[],
): Promise<Map<ListedRoutine, SourceText>> {
  const resolver = await resolverFor(deps.workspace, profile);
  const sources = new Map<ListedRoutine, SourceText>();
  for (const routine of routines)
    if (routine.file !== '') sources.set(routine, await readSource(deps, resolver, routine));
  return sources;
}

async function resolverFor(workspace: WorkspaceFiles, profile: Profile): Promise<Resolver> {
  const index = await buildIndex(workspace);
  const { roots } = learnOwnership([...namedFunctions(profile.symbols)], index);
  return createResolver(index, { folderMap: [], folders: workspace.folders ?? [], roots });
}

/** From the workspace, else where the profile says, else the fault in pprof's words. */
async function readSource(deps: SourceDeps, resolver: Resolver, routine: ListedRoutine): Promise<SourceText> {
  const { file } = routine;
  const text = (await fromWorkspace(deps, resolver, routine)) ?? (await deps.readOutside(file));
  if (text !== undefined) return { lines: linesOf(text) };
  return {
    fault: file.startsWith('/')
      ? `open ${file}: no such file or directory`
      : `could not find file ${file} on path ${deps.folder}`,
  };
}

async function fromWorkspace(
  { workspace }: SourceDeps,
  resolver: Resolver,
  routine: ListedRoutine,
): Promise<string | undefined> {
  const resolution = await resolver.resolve(routine);
  if (resolution.kind === 'found') return workspace.read(resolution.site.file);
  return resolution.kind === 'stale' ? workspace.read(resolution.file) : undefined;
}

/** Longer lines end a listing, as they end pprof's. */
const LONGEST_LINE = 65536;

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines[lines.length - 1] === '') lines.pop();
  const tooLong = lines.findIndex((line) => line.length >= LONGEST_LINE);
  const read = tooLong < 0 ? lines : lines.slice(0, tooLong);
  return read.map((line) => line.replace(/\r$/, ''));
}
