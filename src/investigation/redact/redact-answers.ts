// Which parts of an answer are changed when it must name no machine and no customer?

import type { Dump } from '../../model/dump.ts';
import { NONE, type StringId } from '../../model/ids.ts';
import type { DumpSummary, Report, TopTable } from '../../protocol/answers.ts';
import type { Incident } from '../open-incident.ts';
import { TextRedaction } from './redact-text.ts';

/** Our own words, code of the workspace, and names of functions, which are the answer itself. */
const KEPT: ReadonlySet<string> = new Set([
  ...['rule', 'kind', 'mappedBy', 'tone', 'severity', 'unit', 'type', 'time', 'buildId', 'change'],
  ...['excerpt', 'function', 'size', 'lineText'],
]);

/** Hides labels, arguments, host names and paths outside the workspace in the answers about one incident. */
export class Redaction {
  private readonly words: TextRedaction;

  constructor(...incidents: readonly Incident[]) {
    const files = incidents.flatMap(filesOf);
    this.words = new TextRedaction(
      renamings(files),
      incidents.flatMap((i) => i.dumps.flatMap((d) => labelsOf(d.dump))),
    );
  }

  report(report: Report): Report {
    const changed = this.changed(report) as Report;
    const { comparison } = changed;
    return {
      ...changed,
      name: 'incident',
      dumps: changed.dumps.map(withoutQuotes),
      ...(comparison?.baseline
        ? { comparison: { ...comparison, baseline: { ...comparison.baseline, name: 'baseline' } } }
        : {}),
    };
  }

  top(table: TopTable): TopTable {
    return this.changed(table) as TopTable;
  }

  /** The same plain data with other texts. */
  private changed(value: unknown, key = ''): unknown {
    if (KEPT.has(key)) return value;
    if (typeof value === 'string') return this.words.text(value);
    if (Array.isArray(value)) return value.map((v) => this.changed(v));
    if (typeof value !== 'object' || value === null) return value;
    const inWorkspace = 'mappedBy' in value && value.mappedBy !== 'none';
    const entries = Object.entries(value).map(([k, v]) => [
      k,
      inWorkspace && k === 'file' ? v : this.changed(v, k),
    ]);
    return Object.fromEntries(entries);
  }
}

/** What is wrong with a file that is no dump may quote its beginning, which can be anything. */
function withoutQuotes(dump: DumpSummary): DumpSummary {
  if (dump.kind !== 'unreadable') return dump;
  const hide = (text: string) => text.replace(/"[^"]*"/g, '"…"');
  return {
    ...dump,
    worth: hide(dump.worth),
    problems: dump.problems.map((p) => ({ ...p, text: hide(p.text) })),
  };
}

interface NamedFile {
  readonly path: string;
  readonly kind: string;
}

function filesOf({ dumps, unreadable }: Incident): NamedFile[] {
  return [
    ...dumps.map(({ path, dump }) => ({
      path,
      kind: dump.kind === 'profile' ? dump.profileKind : dump.kind,
    })),
    ...unreadable.map(({ path }) => ({ path, kind: 'file' })),
  ];
}

/** Parts that file names of dumps have everywhere. */
const PLAIN_PART =
  /^(?:\d{1,2}|cpu|heap|mem|memory|allocs?|goroutines?|goroutineleak|block|mutex|threadcreate|trace|profile|dump|debug\d?|pprof|prof|pb|gz|out|txt|zip|before|after|later|first|second|base|old|new)?$/;

/** What each file is called instead of its path: its own name where that is plain, else its kind and number. */
function renamings(files: readonly NamedFile[]): [string, string][] {
  const taken = new Set<string>();
  const pairs = files.flatMap(({ path, kind }, i): [string, string][] => {
    const base = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    const plain = base.split(/[-_.]/).every((part) => PLAIN_PART.test(part)) && !taken.has(base);
    const name = plain ? base : `${kind}-${i + 1}`;
    taken.add(name);
    return base === ''
      ? [[path, name]]
      : plain
        ? [[path, name]]
        : [
            [path, name],
            [base, name],
          ];
  });
  return pairs.sort((a, b) => b[0].length - a[0].length);
}

function labelsOf(dump: Dump): string[] {
  // Why a process panicked is free text of the program.
  if (dump.kind === 'goroutines') return [dump.reason.replace(/^(?:panic|fatal error|SIGQUIT): */, '')];
  if (dump.kind !== 'profile') return [];
  const ids = new Set(dump.labels.text);
  ids.delete(NONE);
  return [...ids].map((id) => dump.symbols.strings.get(id as StringId));
}
