// Which document does `report --format sarif` print? SARIF 2.1.0, as code scanning takes it.
// Source of the meaning of each field: OASIS, Static Analysis Results Interchange Format 2.1.0.

import { sha256Hex } from '../bytes/sha256.ts';
import { type FindingKind, isLeakVerdict } from '../model/finding.ts';
import type { DumpSummary, Report, ReportFinding, Site } from '../protocol/answers.ts';
import { visible } from './visible.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

interface RuleText {
  readonly kind: FindingKind;
  readonly name: string;
  readonly short: string;
  readonly full: string;
  readonly tag: 'reliability' | 'performance';
}

const RULES: readonly RuleText[] = [
  rule('goroutine-leak', 'GoroutineLeak', 'reliability', 'Goroutines are started here and never end.'),
  rule('memory-growth', 'MemoryGrowth', 'reliability', 'Memory that is allocated here is kept.'),
  rule('thread-leak', 'ThreadLeak', 'reliability', 'Threads are started here and never end.'),
  rule('goroutine-churn', 'GoroutineChurn', 'performance', 'Goroutines are started here by the thousand.'),
  rule('hot-cpu', 'HotCpu', 'performance', 'Much of the CPU time is spent here.'),
  rule('hot-alloc', 'HotAllocation', 'performance', 'Much is allocated here and thrown away again.'),
  rule('gc-bound', 'GcBound', 'performance', 'The collector uses much of the CPU; this line feeds it.'),
  rule('contention', 'Contention', 'performance', 'Goroutines queue for a lock that is held here.'),
  rule('blocked', 'Blocked', 'reliability', 'Goroutines wait here for what does not come.'),
];

function rule(kind: FindingKind, name: string, tag: RuleText['tag'], short: string): RuleText {
  return { kind, name, short, full: `${short} Found in the dumps of a running process.`, tag };
}

/** From here on a leak fails a check; below, it is told. */
const ERROR_FROM = 0.9;

/** One run; byte for byte the same for the same report. */
export function reportSarif(report: Report, version: string): string {
  const inWorkspace = report.findings.filter(({ site }) => hasPlace(site));
  const elsewhere = report.findings.filter(({ site }) => !hasPlace(site));
  const marks = fingerprints(inWorkspace);
  const document = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Culprit',
            semanticVersion: version,
            rules: RULES.map(ruleJson),
          },
        },
        automationDetails: { id: 'culprit/' },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { SRCROOT: { description: { text: 'The root of the repository.' } } },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: [
              ...report.dumps.flatMap(problemNotes),
              ...elsewhere.map((f) => note(f.confidence >= 0.5 ? 'warning' : 'note', messageOf(f))),
            ],
          },
        ],
        results: inWorkspace.map((f, i) => resultJson(f, marks[i])),
      },
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Code scanning takes no result without a place in the repository. */
function hasPlace(site: Site): boolean {
  return site.mappedBy !== 'none' && site.line > 0 && !site.file.startsWith('/');
}

function ruleJson({ kind, name, short, full, tag }: RuleText) {
  return {
    id: `culprit/${kind}`,
    name,
    shortDescription: { text: short },
    fullDescription: { text: full },
    defaultConfiguration: { level: 'warning' },
    properties: { tags: [tag, 'runtime'] },
  };
}

function resultJson(f: ReportFinding, fingerprint: string) {
  return {
    ruleId: `culprit/${f.kind}`,
    ruleIndex: RULES.findIndex((r) => r.kind === f.kind),
    level: levelOf(f),
    rank: Math.round(f.confidence * 100),
    message: { text: messageOf(f) },
    locations: [locationOf(f.site)],
    relatedLocations: relatedOf(f),
    partialFingerprints: { 'culpritSite/v1': fingerprint },
    properties: {
      rule: f.rule,
      confidence: f.confidence,
      figures: f.figures.map(({ value, label }) => ({ value, label })),
      evidence: f.evidence,
      ...(f.estimates ? { estimates: f.estimates } : {}),
    },
  };
}

function levelOf(f: ReportFinding): 'error' | 'warning' | 'note' {
  if (isLeakVerdict(f)) return f.confidence >= ERROR_FROM ? 'error' : 'warning';
  return f.confidence >= 0.5 ? 'warning' : 'note';
}

/** Title, why, numbers, fix: what a reviewer sees on the line. */
function messageOf(f: ReportFinding): string {
  const evidence = f.evidence.map((e) => `${fileName(e.dump)}: ${e.text}`);
  const parts = [`${f.title}.`, f.explanation, f.fix && `Fix: ${f.fix}`, ...evidence];
  return plain(parts.filter((p) => p !== '').join('\n'));
}

/** In SARIF's text `[…](…)` is a link, and `{0}` a placeholder. */
function plain(text: string): string {
  return text
    .split('\n')
    .map(visible)
    .join('\n')
    .replace(/[\\[\]]/g, '\\$&')
    .replace(/\{(\d+)\}/g, '{{$1}}');
}

function locationOf(site: Site) {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(site.file), uriBaseId: 'SRCROOT' },
      region: { startLine: site.line },
    },
    logicalLocations: [{ fullyQualifiedName: site.function, kind: 'function' }],
  };
}

function relatedOf(f: ReportFinding) {
  const places = [
    ...f.callers.map((site) => ({ site, text: 'called from here' })),
    ...f.otherSites.map((site) => ({ site, text: 'belongs to it, or could be meant instead' })),
    // What proves it lies in dumps, which are no part of the repository: it is told at the line.
    ...f.evidence.map((e) => ({ site: f.site, text: plain(`${fileName(e.dump)}: ${e.text}`) })),
  ].filter(({ site }) => hasPlace(site));
  return places.map(({ site, text }, id) => ({ id: id + 1, ...locationOf(site), message: { text } }));
}

function uriOf(file: string): string {
  return file.split('/').map(encodeURIComponent).join('/');
}

/** The same while kind, file and function stay: lines move, numbers change. */
function fingerprints(findings: readonly ReportFinding[]): string[] {
  const seen = new Map<string, number>();
  return findings.map(({ kind, site }) => {
    const key = [kind, site.file, site.function].join('\n');
    const nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    return `${sha256Hex(key).slice(0, 32)}:${nth}`;
  });
}

function problemNotes(dump: DumpSummary) {
  return dump.problems
    .filter((p) => p.severity !== 'note')
    .map((p) => note('warning', plain(`${fileName(dump.path)}: ${p.text}`)));
}

function note(level: 'warning' | 'note', text: string) {
  return { level, message: { text } };
}

function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
