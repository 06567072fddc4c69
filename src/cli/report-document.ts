// Which document does a report become, and where is it written?

import { writeFile } from 'node:fs/promises';
import type { Investigation } from '../investigation/investigation.ts';
import type { Report } from '../protocol/answers.ts';
import type { ExportedTop } from '../protocol/exported-report.ts';
import { COLOURS, NO_COLOURS } from './paint.ts';
import type { ReportCommand } from './report-arguments.ts';
import { exportedTop, readPageParts, reportHtml } from './report-html.ts';
import { reportJson } from './report-json.ts';
import { reportMarkdown } from './report-markdown.ts';
import { reportSarif } from './report-sarif.ts';
import { reportText } from './report-text.ts';

/** Columns where the output is no terminal. */
const PIPED_WIDTH = 100;
/** Functions of each order that are written to a file: more are seldom looked at, and make it large. */
const EXPORTED_ROWS = 200;

/** The text of the document that was asked for. */
export async function reportDocument(
  command: ReportCommand,
  report: Report,
  investigation: Investigation,
): Promise<string> {
  switch (command.format) {
    case 'json':
      return reportJson(report);
    case 'markdown':
      return reportMarkdown(report);
    case 'sarif':
      return reportSarif(report, process.env.CULPRIT_VERSION ?? '0');
    case 'html':
      return reportHtml(report, await exportedTops(report, investigation), await readPageParts(__dirname));
    case 'text':
      return textFor(report, command.flags.output === undefined);
  }
}

/** To the file that was asked for, else to standard output. */
export async function writeDocument(text: string, output: string | undefined): Promise<void> {
  if (output !== undefined) return writeFile(output, text);
  process.stdout.write(text);
}

function textFor(report: Report, toTerminal: boolean): string {
  const { isTTY, columns } = process.stdout;
  const colours = toTerminal && isTTY && process.env.NO_COLOR === undefined;
  return reportText(report, colours ? COLOURS : NO_COLOURS, toTerminal && isTTY ? columns : PIPED_WIDTH);
}

/** The function tables of all profiles, in every order that the page can ask for. */
export async function exportedTops(report: Report, investigation: Investigation): Promise<ExportedTop[]> {
  const tops: ExportedTop[] = [];
  for (const { id, sampleTypes } of report.dumps) {
    const tables: Parameters<typeof exportedTop>[0][number][] = [];
    for (let sampleType = 0; sampleType < sampleTypes.length; sampleType++)
      for (const by of ['flat', 'cum'] as const) {
        const request = { dump: id, orderBy: { sampleType, by }, limit: EXPORTED_ROWS };
        tables.push({ sampleType, by, table: await investigation.handle('top', request) });
      }
    if (tables.length > 0) tops.push(exportedTop(tables));
  }
  return tops;
}
