// In which formats can the editor export, and how is each written?

import * as vscode from 'vscode';
import { exportedTops, PAGE_FILES, type PageParts, reportHtml } from '../../documents/report-html.ts';
import { reportJson } from '../../documents/report-json.ts';
import { reportMarkdown } from '../../documents/report-markdown.ts';
import { reportSarif } from '../../documents/report-sarif.ts';
import { type ExportFormat, exportDocument } from '../../documents/samples.ts';
import { gzip } from '../../outside/gzip.ts';
import type { Report } from '../../protocol/answers.ts';
import type { Answer, Outcome, Request } from '../../protocol/channel.ts';
import type { QueryName } from '../../protocol/queries.ts';

/** Who answers questions about the open dumps. */
export interface Asked {
  ask<Q extends Exclude<QueryName, 'open'>>(name: Q, request: Request<Q>): Promise<Outcome<Answer<Q>>>;
}

/** What is written beside the report's own words. */
export interface Program {
  readonly extensionUri: vscode.Uri;
  readonly version: string;
}

export type ReportFormat = 'markdown' | 'html' | 'json' | 'sarif';

/** Endings of the files, by format. */
export const ENDINGS: Readonly<Record<ReportFormat | ExportFormat, string>> = {
  markdown: 'md',
  html: 'html',
  json: 'json',
  sarif: 'sarif',
  pprof: 'pb.gz',
  folded: 'folded.txt',
  speedscope: 'speedscope.json',
  csv: 'csv',
};

/** The same document as of the command line. */
export async function reportBytes(
  format: ReportFormat,
  report: Report,
  asked: Asked,
  { extensionUri, version }: Program,
): Promise<Uint8Array> {
  const text = {
    markdown: () => reportMarkdown(report),
    json: () => reportJson(report),
    sarif: () => reportSarif(report, version),
    html: async () => {
      const tops = await exportedTops(report, async (request) => answerOf(await asked.ask('top', request)));
      return reportHtml(report, tops, await pageParts(extensionUri));
    },
  };
  return new TextEncoder().encode(await text[format]());
}

/** All samples of one profile. */
export async function sampleBytes(format: ExportFormat, dump: number, asked: Asked): Promise<Uint8Array> {
  const exported = answerOf(await asked.ask('samples', { dump }));
  const bytes = new Uint8Array(exportDocument(exported, format));
  return format === 'pprof' ? gzip(bytes) : bytes;
}

function answerOf<T>(outcome: Outcome<T>): T {
  if (outcome.kind === 'answer') return outcome.value;
  throw new Error(outcome.kind === 'failed' ? outcome.message : vscode.l10n.t('Cancelled.'));
}

async function pageParts(extensionUri: vscode.Uri): Promise<PageParts> {
  const read = async (name: string): Promise<string> =>
    new TextDecoder().decode(
      await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, 'dist', name)),
    );
  const { host, page, style } = PAGE_FILES;
  return { host: await read(host), page: await read(page), style: await read(style) };
}
