// Which lines of source stand around the site, and what did the dumps count there?

import type { ReportFinding } from '../../src/protocol/answers.ts';
import { el } from '../dom.ts';
import { visibleCode } from '../text.ts';
import type { OpenSite } from './site.ts';

/** The source as the editor shows it: line numbers, the mark, the text after the line. Null without source. */
export function excerpt(finding: ReportFinding, open: OpenSite): HTMLElement | null {
  const { excerpt: source, site } = finding;
  if (source === null || source.lines.length === 0) return null;
  const margin = commonIndent(source.lines.map(({ text }) => text));
  const rows = source.lines.map(({ line, text }) => {
    const hot = line === site.line;
    return el('div', { class: hot ? 'line hot' : 'line' }, [
      el('span', { class: 'mark', 'aria-hidden': 'true' }, [hot ? '●' : ' ']),
      lineNumber(source.file, line, open),
      codeSpan(text.slice(margin)),
      hot && finding.lineText !== '' && el('span', { class: 'after' }, [finding.lineText]),
    ]);
  });
  return el('div', { class: 'excerpt mono', role: 'group', 'aria-label': `Source of ${source.file}` }, rows);
}

function lineNumber(file: string, line: number, open: OpenSite): HTMLElement {
  const onclick = () => open({ file, line });
  return el(
    'button',
    { type: 'button', role: 'link', class: 'number', title: `Open ${file}:${line}`, onclick },
    [`${line}`],
  );
}

/** Set past `el`, since tabs must stay tabs. */
function codeSpan(text: string): HTMLElement {
  const span = el('span', { class: 'code', title: text.trim() });
  span.textContent = visibleCode(text);
  return span;
}

/** How many leading white characters all lines that are not blank share. */
export function commonIndent(lines: readonly string[]): number {
  const indents = lines
    .filter((line) => line.trim() !== '')
    .map((line) => line.length - line.trimStart().length);
  return indents.length === 0 ? 0 : Math.min(...indents);
}
