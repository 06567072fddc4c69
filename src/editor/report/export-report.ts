// How does a report leave the editor: as a file, or one finding on the clipboard?

import * as vscode from 'vscode';
import { reportMarkdown } from '../../documents/report-markdown.ts';
import type { ExportFormat } from '../../documents/samples.ts';
import type { DumpSummary, Report, ReportFinding } from '../../protocol/answers.ts';
import { visibleText } from '../marks/plain-markdown.ts';
import type { Incident } from '../opening/incident.ts';
import { errorToRead, reportToRead, textToRead } from '../readers-language.ts';
import { ENDINGS, type Program, type ReportFormat, reportBytes, sampleBytes } from './export-formats.ts';

export interface ExportDeps extends Program {
  readonly log: vscode.LogOutputChannel;
  /** The dump whose numbers stand on the lines; undefined for all. */
  readonly dump: number | undefined;
}

/** Longer files are told of, and not opened. */
const LONGEST_SHOWN = 1 << 20;

interface FormatItem extends vscode.QuickPickItem {
  readonly format?: ReportFormat | ExportFormat;
}

/** Asks for the format and the file, as the command line knows them. */
export async function exportReport(incident: Incident, deps: ExportDeps): Promise<void> {
  if (incident.state.kind !== 'open') return;
  const { report } = incident.state;
  const profiles = report.dumps.filter(({ sampleTypes }) => sampleTypes.length > 0);
  const title = vscode.l10n.t('Export in which format?');
  const format = (await vscode.window.showQuickPick(formatItems(profiles.length > 0), { title }))?.format;
  if (!format) return;
  const profile = isReportFormat(format) ? undefined : await pickProfile(profiles, deps.dump);
  if (!isReportFormat(format) && !profile) return;
  const file = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export the report'),
    defaultUri: besideDumps(incident, profile ? lastPart(profile.path) : report.name, ENDINGS[format]),
  });
  if (!file) return;
  try {
    const bytes = isReportFormat(format)
      ? await reportBytes(format, report, incident, deps)
      : await sampleBytes(format, profile!.id, incident);
    await vscode.workspace.fs.writeFile(file, bytes);
    deps.log.info(`exported to ${visibleText(file.toString(true))}`);
    await show(file, format, bytes.length);
  } catch (error) {
    void vscode.window.showErrorMessage(vscode.l10n.t('Nothing was exported: {0}', errorToRead(error)));
  }
}

function isReportFormat(format: ReportFormat | ExportFormat): format is ReportFormat {
  return format === 'markdown' || format === 'html' || format === 'json' || format === 'sarif';
}

function formatItems(hasProfiles: boolean): FormatItem[] {
  const separator = (label: string): FormatItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const item = (format: ReportFormat | ExportFormat, label: string, description: string): FormatItem => ({
    ...{ format, label, description },
  });
  const { t } = vscode.l10n;
  const samples = [
    separator(t('The samples of a dump')),
    item('pprof', 'pprof', t('for go tool pprof and every viewer')),
    item('folded', 'Folded', t('one line for each stack, for flame graph tools')),
    item('speedscope', 'speedscope', t('for speedscope')),
    item('csv', 'CSV', t('for spreadsheets')),
  ];
  return [
    separator(t('The report')),
    item('markdown', 'Markdown', t('for a ticket')),
    item('html', 'HTML', t('one file with tables and pictures')),
    item('json', 'JSON', t('for programs')),
    item('sarif', 'SARIF', t('for code scanning')),
    ...(hasProfiles ? samples : []),
  ];
}

interface ProfileItem extends vscode.QuickPickItem {
  readonly profile: DumpSummary;
}

/** The dump whose numbers are shown, or the only one, or the one that the user picks. */
async function pickProfile(
  profiles: readonly DumpSummary[],
  active: number | undefined,
): Promise<DumpSummary | undefined> {
  const chosen = profiles.find(({ id }) => id === active);
  if (chosen || profiles.length <= 1) return chosen ?? profiles[0];
  const items: ProfileItem[] = profiles.map((profile) => ({
    label: visibleText(lastPart(profile.path)),
    description: visibleText(profile.size),
    profile,
  }));
  const title = vscode.l10n.t('The samples of which dump?');
  return (await vscode.window.showQuickPick(items, { title }))?.profile;
}

/** What people read as text is opened; for the rest the place is enough. */
async function show(file: vscode.Uri, format: ReportFormat | ExportFormat, bytes: number): Promise<void> {
  if (format !== 'pprof' && format !== 'html' && bytes <= LONGEST_SHOWN) {
    await vscode.window.showTextDocument(file);
    return;
  }
  const where = visibleText(vscode.workspace.asRelativePath(file));
  void vscode.window.showInformationMessage(vscode.l10n.t('Exported to {0}', where));
}

/** In the first workspace folder, else where the dumps are. */
function besideDumps({ dumps }: Incident, name: string, ending: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.joinPath(dumps[0]!, '..');
  const plain = name
    .replace(/\.(?:pprof|pb|gz|prof|out)\b/g, '')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .slice(0, 80);
  return vscode.Uri.joinPath(folder, `${plain || 'report'}.${ending}`);
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** One finding with the dumps that prove it, for a ticket. */
export async function copyFinding(report: Report, finding: ReportFinding): Promise<void> {
  const proofs = new Set(finding.evidence.flatMap(({ dump, alsoIn = [] }) => [dump, ...alsoIn]));
  const dumps = report.dumps.filter(({ path }) => proofs.has(path));
  await vscode.env.clipboard.writeText(
    reportMarkdown(reportToRead({ ...report, dumps, findings: [finding] }), textToRead),
  );
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied'), 2000);
}

interface FindingItem extends vscode.QuickPickItem {
  readonly finding: ReportFinding;
}

/** The only finding, or the one that the user picks. */
export async function pickFinding({ findings }: Report): Promise<ReportFinding | undefined> {
  if (findings.length <= 1) return findings[0];
  const items: FindingItem[] = findings.map((finding) => ({
    label: visibleText(`${finding.rank}. ${textToRead(finding.title)}`),
    description: visibleText(`${finding.site.file}:${finding.site.line}`),
    finding,
  }));
  const title = vscode.l10n.t('Which finding?');
  return (await vscode.window.showQuickPick(items, { title }))?.finding;
}
