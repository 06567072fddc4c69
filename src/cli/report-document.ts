// Which document does a report become, and where is it written?

import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { exportedTops, PAGE_FILES, type PageParts, reportHtml } from '../documents/report-html.ts';
import { reportJson } from '../documents/report-json.ts';
import { reportMarkdown } from '../documents/report-markdown.ts';
import { reportSarif } from '../documents/report-sarif.ts';
import type { Investigation } from '../investigation/investigation.ts';
import type { Report } from '../protocol/answers.ts';
import { COLOURS, NO_COLOURS } from './paint.ts';
import type { ReportCommand } from './report-arguments.ts';
import { reportText } from './report-text.ts';

/** Columns where the output is no terminal. */
const PIPED_WIDTH = 100;

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
      return reportHtml(
        report,
        await exportedTops(report, (request) => investigation.handle('top', request)),
        await readPageParts(__dirname),
      );
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

/** From the folder in which the program lies. */
export async function readPageParts(folder: string): Promise<PageParts> {
  const read = (name: string): Promise<string> => readFile(path.join(folder, name), 'utf8');
  const { host, page, style } = PAGE_FILES;
  return { host: await read(host), page: await read(page), style: await read(style) };
}
