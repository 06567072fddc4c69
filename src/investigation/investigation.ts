// The open dumps and what is known about the workspace: who answers the questions of all faces?

import type { IncidentFacts } from '../analysis/facts.ts';
import { LIBRARY_PATTERNS } from '../analysis/library/patterns.ts';
import type { GitAccess, Release } from '../model/git-access.ts';
import type { LibrarySources } from '../model/library-sources.ts';
import type { Mark, RecordedFolder, Report, SourcePlace, TopTable } from '../protocol/answers.ts';
import type { Exported } from '../protocol/exported-samples.ts';
import type { OpenOptions, Progress, Queries, QueryName, WorkspaceInput } from '../protocol/queries.ts';
import type { ViewName, ViewQueries } from '../protocol/views.ts';
import type { WorkspaceFiles, WorkspaceFolder } from '../source/workspace-files.ts';
import { type BaseLines, baseLines } from './base-lines.ts';
import { baselineNotes, compareIncident } from './compare-incident.ts';
import { excerptsFor } from './excerpts.ts';
import { exportProfile } from './export/exported-samples.ts';
import { History } from './history.ts';
import { incidentName } from './incident-name.ts';
import { marksOf } from './marks.ts';
import { type Incident, type OpenDeps, openIncident, takenAt, withLimit } from './open-incident.ts';
import { recordedFolders } from './recorded-folders.ts';
import { Redaction } from './redact/redact-answers.ts';
import { dateFindings } from './release-notes.ts';
import { makeReport } from './report.ts';
import { SourceAge } from './source-age.ts';
import { sourceOf } from './source-of.ts';
import { topTable } from './top.ts';
import { besideCounterparts } from './views/compared.ts';
import { DumpViews } from './views/dump-views.ts';
import { WorkspaceMap } from './workspace-map.ts';

/** The world, as an investigation needs it. */
export interface InvestigationDeps extends OpenDeps {
  readonly workspaceFiles: (input: WorkspaceInput) => WorkspaceFiles;
  /** Asked about revisions that the user names; absent where git cannot be run. */
  readonly git?: GitAccess;
  /** Sources outside of the workspace; absent where there is no disk. */
  readonly librarySources?: (mapped: readonly string[]) => LibrarySources;
}

export type OnProgress = (progress: Progress) => void;

interface OpenState {
  readonly incident: Incident;
  readonly facts: IncidentFacts;
  readonly map: WorkspaceMap;
  /** Of the workspace, on the disk. */
  readonly folders: readonly WorkspaceFolder[];
  readonly libraries: LibrarySources | undefined;
  readonly report: Report;
  readonly views: DumpViews;
  /** Absent when nothing is compared. */
  readonly base: BaseLines | undefined;
  /** What answers must not name; null when they may name everything. */
  readonly redaction: Redaction | null;
}

/** Holds one incident at a time. Questions before `open` are answered with an Error. */
export class Investigation {
  private state: OpenState | null = null;

  constructor(private readonly deps: InvestigationDeps) {}

  /** Answers one query of the protocol. */
  async handle<Q extends QueryName>(
    name: Q,
    request: Queries[Q]['request'],
    onProgress: OnProgress = () => {},
  ): Promise<Queries[Q]['answer']> {
    switch (name) {
      case 'open':
        return (await this.open(request as Queries['open']['request'], onProgress)) as Queries[Q]['answer'];
      case 'top':
        return (await this.top(request as Queries['top']['request'])) as Queries[Q]['answer'];
      case 'marks':
        return this.marks(request as Queries['marks']['request']) as Queries[Q]['answer'];
      case 'sourceOf':
        return (await this.sourceOf(request as Queries['sourceOf']['request'])) as Queries[Q]['answer'];
      case 'recordedFolders':
        return (await this.recordedFolders()) as Queries[Q]['answer'];
      case 'releases':
        return (await this.releases()) as Queries[Q]['answer'];
      case 'samples':
        return this.samples(request as Queries['samples']['request']) as Queries[Q]['answer'];
      case 'libraries':
        return this.libraries() as Queries[Q]['answer'];
      case 'uses':
        return (await this.opened().map.packageUses(
          (request as Queries['uses']['request']).package,
        )) as Queries[Q]['answer'];
      default:
        return (await this.view(name, request)) as Queries[Q]['answer'];
    }
  }

  private async view(name: string, request: unknown): Promise<ViewQueries[ViewName]['answer']> {
    const { views, redaction } = this.opened();
    if (!views.isView(name)) throw new Error(`There is no question "${name}".`);
    if (redaction) throw new Error('Names are left out here, so this view is not available.');
    return views.answer(name, request as ViewQueries[ViewName]['request']);
  }

  private async open(request: Queries['open']['request'], onProgress: OnProgress): Promise<Report> {
    this.state = null;
    const deps = withLimit(this.deps, request.options);
    const incident = openIncident(deps, request.inputs, onProgress);
    const base = request.baseline ? openIncident(deps, request.baseline, onProgress) : null;
    onProgress({ step: 'Looking at the workspace', share: 1 });
    const files = this.deps.workspaceFiles(request.workspace);
    const options = request.options ?? {};
    const folders = request.workspace.kind === 'folders' ? (files.folders ?? []) : [];
    const history = await History.make(this.deps.git, folders, options);
    const dumps = [...incident.dumps, ...(base?.dumps ?? [])].map((d) => d.dump);
    const libraries = this.deps.librarySources?.(foldersOutside(options));
    const age = new SourceAge({ files, git: this.deps.git, folders, taken: takenAt(incident) });
    const aged = history.isBuildKnown ? {} : { age };
    const map = await WorkspaceMap.make(files, dumps, { ...options, ...aged, history, libraries });
    const facts = factsOf(incident, map, options);
    onProgress({ step: 'Judging', share: 1 });
    const baseline = base && { incident: base, facts: factsOf(base, map, options) };
    const { judged, comparison } = await compareIncident({ incident, facts }, baseline, map);
    const dated = await dateFindings(facts, judged, map, history);
    const excerpts = await excerptsFor(
      files,
      dated.map((d) => d.judged.finding.site),
    );
    const name = incidentName(request.inputs.map((i) => i.path));
    const notes = [...history.notes, ...(base ? baselineNotes(base) : [])];
    const made = makeReport({ name, incident, facts, dated, excerpts, map, notes });
    const compared = baseline ? besideCounterparts(made, facts, baseline.facts) : made;
    const report = comparison ? { ...compared, comparison } : compared;
    const redaction = request.options?.redact ? new Redaction(incident, ...(base ? [base] : [])) : null;
    const views = new DumpViews(facts, baseline?.facts ?? null, map, files, libraries);
    const lines = baseline && baseLines(baseline.facts, comparison?.baseline?.sameBuild ?? false);
    this.state = {
      ...{ incident, facts, map, folders, libraries, report, views, redaction },
      base: lines ?? undefined,
    };
    return redaction?.report(report) ?? report;
  }

  private async top(request: Queries['top']['request']): Promise<TopTable> {
    const { incident, map, redaction } = this.opened();
    const open = incident.dumps.find((d) => d.id === request.dump);
    if (open?.dump.kind !== 'profile') throw new Error('This dump has no table of functions.');
    const table = await topTable(open.id, open.dump, request, (frame) => map.siteOf(frame));
    return redaction?.top(table) ?? table;
  }

  private async sourceOf(request: Queries['sourceOf']['request']): Promise<SourcePlace> {
    const { incident, map, libraries, redaction } = this.opened();
    if (redaction) throw new Error('Names are left out here, so no file can be asked for.');
    const dumps = incident.dumps.map((d) => d.dump);
    return sourceOf(request, dumps, map, libraries);
  }

  private async recordedFolders(): Promise<readonly RecordedFolder[]> {
    const { incident, map, libraries, redaction } = this.opened();
    if (redaction) throw new Error('Names are left out here, so no folder can be asked for.');
    return recordedFolders(
      incident.dumps.map((d) => d.dump),
      {
        ownerOf: (fn, file) => map.ownerOf(fn, file),
        resolve: (frame) => map.resolve(frame),
        libraries,
        questions: map.questions,
      },
    );
  }

  private async releases(): Promise<readonly Release[]> {
    const { git } = this.deps;
    const found = new Map<string, Release>();
    for (const { absolute } of git ? this.opened().folders : []) {
      const listed = await git?.releases(absolute);
      if (listed?.kind === 'answer') for (const one of listed.value) found.set(one.name, one);
    }
    return [...found.values()].sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));
  }

  private samples({ dump: id }: Queries['samples']['request']): Exported {
    const { incident, redaction } = this.opened();
    const open = incident.dumps.find((d) => d.id === id);
    if (open?.dump.kind !== 'profile') throw new Error('This dump has no samples to export.');
    return exportProfile(open.dump, redaction !== null);
  }

  private libraries(): readonly string[] {
    const { map, incident } = this.opened();
    return map.librariesIn(incident.dumps.map((d) => d.dump));
  }

  private marks(request: Queries['marks']['request']): readonly Mark[] {
    const { facts, report, map, base } = this.opened();
    return marksOf(facts, report.findings, map.locate, request ?? {}, base);
  }

  private opened(): OpenState {
    if (!this.state) throw new Error('No dumps are open.');
    return this.state;
  }
}

/** Mapped folders that do not lie in the workspace. */
function foldersOutside({ folderMap = [] }: OpenOptions): string[] {
  return folderMap.map(({ to }) => to).filter((to) => /^(?:\/|[A-Za-z]:[\\/])/.test(to));
}

function factsOf(incident: Incident, map: WorkspaceMap, options: OpenOptions): IncidentFacts {
  return {
    dumps: incident.dumps.map(({ id, path, dump }) => ({ id, path, dump, owners: map.ownersOf(dump) })),
    knowledge: { patterns: options.generalRulesOnly ? [] : LIBRARY_PATTERNS },
    ...(options.memoryLimit === undefined ? {} : { memoryLimit: options.memoryLimit }),
  };
}
