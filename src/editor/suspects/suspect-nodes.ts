// What stands in the Suspects tree?
//
//   reqctx.go:19   A cache is built for every message, and nothing ever stops it · 97 %
//   ├ trace.out    24,866 of 24,869 births have this creation stack
//   ├ mem.pprof    6.5 MB held below this line
//   ├ Called from
//   │ └ consumer.go:55   consumer.(*Consumer).handle
//   └ Other places
//     └ warm.go:7        reqctx.Warm

import { shortName } from '../../model/go-names.ts';
import type { DumpKind, Evidence, Report, ReportFinding, Site } from '../../protocol/answers.ts';
import { kindText } from '../marks/hover-text.ts';
import { visibleText } from '../marks/plain-markdown.ts';
import type { Translate } from '../translate.ts';
import { LIKELY, passes, SHOW_ALL, type SuspectFilter } from './suspect-filter.ts';

export interface SuspectNode {
  /** Opaque: `0/evidence/2`. Commands name nodes by it. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  /** A codicon. */
  readonly icon: string;
  /** A finding that is as likely as not has the colour of heat. */
  readonly hot: boolean;
  /** Where a click leads; evidence leads to the report. */
  readonly site: Site | undefined;
  /** The file as the dumps name it, where no file of the workspace is it. */
  readonly unmapped: string | undefined;
  readonly children: readonly SuspectNode[];
}

const LONGEST_TOOLTIP = 2000;

const DUMP_ICONS: ReadonlyMap<DumpKind, string> = new Map([
  ['trace', 'pulse'],
  ['goroutines', 'list-tree'],
  ['cpu', 'dashboard'],
  ['heap', 'database'],
  ['allocs', 'database'],
  ['block', 'watch'],
  ['mutex', 'lock'],
  ['goroutine', 'list-tree'],
  ['threadcreate', 'server-process'],
]);

/** Ids are of the whole report, whatever is filtered. */
export function suspectNodes(
  report: Report,
  t: Translate,
  filter: SuspectFilter = SHOW_ALL,
): readonly SuspectNode[] {
  return report.findings.flatMap((finding, index) =>
    passes(filter, finding) ? [findingNode(finding, `${index}`, report, t)] : [],
  );
}

/** The node of an id, wherever it is. */
export function findNode(nodes: readonly SuspectNode[], id: string): SuspectNode | undefined {
  for (const node of nodes) {
    const found = node.id === id ? node : findNode(node.children, id);
    if (found) return found;
  }
  return undefined;
}

function findingNode(finding: ReportFinding, id: string, report: Report, t: Translate): SuspectNode {
  const sure = `${Math.round(finding.confidence * 100)}\u00a0%`;
  return {
    id,
    label: placeText(finding.site),
    description: visibleText(`${finding.title} · ${sure}`),
    tooltip: visibleText(
      `${t('{0}, confidence {1}\u00a0%', kindText(finding.kind, t), Math.round(finding.confidence * 100))} · ${finding.title} · ${finding.explanation}`,
      LONGEST_TOOLTIP,
    ),
    icon: 'flame',
    hot: finding.confidence >= LIKELY,
    site: openable(finding.site),
    unmapped: unmapped(finding.site),
    children: [
      ...finding.evidence.map((evidence, index) => evidenceNode(evidence, `${id}/evidence/${index}`, report)),
      ...sitesNode(finding.callers, `${id}/callers`, t('Called from'), 'call-incoming'),
      ...sitesNode(finding.otherSites, `${id}/others`, t('Other places'), 'references'),
    ],
  };
}

function evidenceNode({ dump, text }: Evidence, id: string, report: Report): SuspectNode {
  const kind = report.dumps.find(({ path }) => path === dump)?.kind;
  return {
    id,
    label: visibleText(lastPart(dump)),
    description: visibleText(text),
    tooltip: visibleText(`${dump}: ${text}`, LONGEST_TOOLTIP),
    icon: (kind && DUMP_ICONS.get(kind)) ?? 'graph',
    hot: false,
    site: undefined,
    unmapped: undefined,
    children: [],
  };
}

/** A group of sites, or nothing when it would be empty. */
function sitesNode(sites: readonly Site[], id: string, label: string, icon: string): SuspectNode[] {
  if (sites.length === 0) return [];
  const children = sites.map((site, index) => siteNode(site, `${id}/${index}`));
  return [
    {
      id,
      label,
      description: `${sites.length}`,
      tooltip: label,
      icon,
      hot: false,
      site: undefined,
      unmapped: undefined,
      children,
    },
  ];
}

function siteNode(site: Site, id: string): SuspectNode {
  return {
    id,
    label: placeText(site),
    description: visibleText(shortName(site.function)),
    tooltip: visibleText(`${site.file}:${site.line} · ${site.function}`, LONGEST_TOOLTIP),
    icon: 'symbol-method',
    hot: false,
    site: openable(site),
    unmapped: unmapped(site),
    children: [],
  };
}

function openable(site: Site): Site | undefined {
  return site.mappedBy === 'none' ? undefined : site;
}

function unmapped({ mappedBy, file }: Site): string | undefined {
  return mappedBy === 'none' && /[\\/]/.test(file) ? file : undefined;
}

function placeText({ file, line }: Site): string {
  return visibleText(`${lastPart(file)}:${line}`);
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
