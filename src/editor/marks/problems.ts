// Which findings stand in the Problems view?

import * as vscode from 'vscode';
import { shortName } from '../../model/go-names.ts';
import type { Excerpt, ReportFinding, Site } from '../../protocol/answers.ts';
import { shownPath } from '../opening/dump-files.ts';
import type { Incident } from '../opening/incident.ts';
import type { Incidents } from '../opening/incidents.ts';
import { reportToRead } from '../readers-language.ts';
import { markSettings, onDidChangeMarkSettings } from '../settings.ts';
import type { WorkspaceSites } from '../sources/workspace-sites.ts';
import type { ActiveMarks } from './active-marks.ts';
import { visibleText } from './plain-markdown.ts';

export const PROBLEM_SOURCE = 'culprit';
const SURE_ENOUGH_TO_WARN = 0.5;
const LONGEST_MESSAGE = 1000;
/** Edits come in bursts; the list follows when they pause. */
const REFRESH_MILLISECONDS = 300;

export class Problems implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('culprit');
  readonly #listeners: vscode.Disposable;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly incidents: Incidents,
    private readonly marks: ActiveMarks,
    private readonly sites: WorkspaceSites,
  ) {
    this.#listeners = vscode.Disposable.from(
      marks.onDidChange(({ uri }) => (uri ? this.#refreshSoon() : this.#refresh())),
      onDidChangeMarkSettings(() => this.#refresh()),
    );
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#listeners.dispose();
    this.#collection.dispose();
  }

  #refreshSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#refresh(), REFRESH_MILLISECONDS);
  }

  #refresh(): void {
    this.#collection.clear();
    const incident = this.incidents.active;
    if (incident?.state.kind !== 'open' || !markSettings().problems) return;
    const byFile = new Map<string, [vscode.Uri, vscode.Diagnostic[]]>();
    for (const finding of reportToRead(incident.state.report).findings) {
      const location = this.#locate(finding.site, finding.excerpt);
      if (!location) continue;
      const entry = byFile.get(location.uri.toString()) ?? [location.uri, []];
      entry[1].push(this.#diagnostic(finding, location, incident));
      byFile.set(location.uri.toString(), entry);
    }
    this.#collection.set([...byFile.values()]);
  }

  #diagnostic(finding: ReportFinding, { range }: vscode.Location, incident: Incident): vscode.Diagnostic {
    const severity =
      finding.confidence >= SURE_ENOUGH_TO_WARN
        ? vscode.DiagnosticSeverity.Warning
        : vscode.DiagnosticSeverity.Information;
    const diagnostic = new vscode.Diagnostic(range, problemMessage(finding), severity);
    diagnostic.source = PROBLEM_SOURCE;
    diagnostic.code = finding.kind;
    diagnostic.relatedInformation = [...evidence(finding, incident), ...this.#callers(finding)];
    return diagnostic;
  }

  #callers(finding: ReportFinding): vscode.DiagnosticRelatedInformation[] {
    return finding.callers.flatMap((site) => {
      const location = this.#locate(site, null);
      const text = vscode.l10n.t('called from {0}', visibleText(shortName(site.function)));
      return location ? [new vscode.DiagnosticRelatedInformation(location, text)] : [];
    });
  }

  /** The place where the line is now; nothing when it is not in the workspace. */
  #locate(site: Site, excerpt: Excerpt | null): vscode.Location | undefined {
    if (site.mappedBy === 'none') return undefined;
    const uri = this.sites.uri(site.file);
    if ('refused' in uri) return undefined;
    const line = Math.max(0, this.marks.currentLine(uri, site.line) - 1);
    return new vscode.Location(
      uri,
      rangeOfText(line, excerpt?.lines.find((one) => one.line === site.line)?.text),
    );
  }
}

/** By it a problem is known again, since VS Code hands on nothing but text. */
export function problemMessage({ title, confidence }: ReportFinding): string {
  const sure = vscode.l10n.t('{0} (confidence {1}\u00a0%)', title, Math.round(confidence * 100));
  return visibleText(sure, LONGEST_MESSAGE);
}

/**
 * The first word of the line: enough to find it by, and the rest of the line is left to the hover with the
 * numbers, which VS Code would show below the problem. Without the text, VS Code finds the word.
 */
function rangeOfText(line: number, text: string | undefined): vscode.Range {
  const word = text?.match(/[\p{L}\p{N}_]+/u);
  if (!word) return new vscode.Range(line, 0, line, 0);
  return new vscode.Range(line, word.index!, line, word.index! + word[0].length);
}

/** Evidence lies in a dump: its place is the dump's file, which opens as a report. */
function evidence(finding: ReportFinding, incident: Incident): vscode.DiagnosticRelatedInformation[] {
  return finding.evidence.flatMap(({ dump, text }) => {
    const uri = incident.dumps.find((one) => shownPath(one) === dump);
    const start = new vscode.Position(0, 0);
    const shown = visibleText(text, LONGEST_MESSAGE);
    return uri ? [new vscode.DiagnosticRelatedInformation(new vscode.Location(uri, start), shown)] : [];
  });
}
