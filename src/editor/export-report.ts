// How does a report leave the editor: as a file, or one finding on the clipboard?

import * as vscode from 'vscode';
import { reportJson } from '../cli/report-json.ts';
import { reportMarkdown } from '../cli/report-markdown.ts';
import type { Report, ReportFinding } from '../protocol/answers.ts';
import type { Incident } from './incident.ts';
import { visibleText } from './plain-markdown.ts';

/** Asks for a file and writes the report there; the file's ending says which document it becomes. */
export async function exportReport(incident: Incident, log: vscode.LogOutputChannel): Promise<void> {
  if (incident.state.kind !== 'open') return;
  const { report } = incident.state;
  const file = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export the report'),
    defaultUri: besideDumps(incident, report),
    filters: { Markdown: ['md'], JSON: ['json'] },
  });
  if (!file) return;
  const text = file.path.endsWith('.json') ? reportJson(report) : reportMarkdown(report);
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  log.info(`exported to ${visibleText(file.toString(true))}`);
  await vscode.window.showTextDocument(file);
}

/** In the first workspace folder, else where the dumps are. */
function besideDumps({ dumps }: Incident, report: Report): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.joinPath(dumps[0]!, '..');
  const name = report.name.replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 80);
  return vscode.Uri.joinPath(folder, `${name || 'report'}.md`);
}

/** One finding with the dumps that prove it, for a ticket. */
export async function copyFinding(report: Report, finding: ReportFinding): Promise<void> {
  const proofs = new Set(finding.evidence.flatMap(({ dump, alsoIn = [] }) => [dump, ...alsoIn]));
  const dumps = report.dumps.filter(({ path }) => proofs.has(path));
  await vscode.env.clipboard.writeText(reportMarkdown({ ...report, dumps, findings: [finding] }));
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied'), 2000);
}

interface FindingItem extends vscode.QuickPickItem {
  readonly finding: ReportFinding;
}

/** The only finding, or the one that the user picks. */
export async function pickFinding({ findings }: Report): Promise<ReportFinding | undefined> {
  if (findings.length <= 1) return findings[0];
  const items: FindingItem[] = findings.map((finding) => ({
    label: visibleText(`${finding.rank}. ${finding.title}`),
    description: visibleText(`${finding.site.file}:${finding.site.line}`),
    finding,
  }));
  const title = vscode.l10n.t('Which finding?');
  return (await vscode.window.showQuickPick(items, { title }))?.finding;
}
