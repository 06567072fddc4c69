// What does the active text editor show on the screen: marks beside its lines, text after them, hovers?
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';

export interface RenderedLine {
  readonly line: number;
  readonly text: string;
  /** What decorations show after the line. */
  readonly after: string;
  readonly marks: readonly RenderedMark[];
}

export interface RenderedMark {
  /** The mark's image, as the style sheet names it. */
  readonly image: string;
  readonly width: number;
}

/** The lines in sight, in order. */
export function renderedLines(page: Page): Promise<RenderedLine[]> {
  return page.evaluate(readLines);
}

/** renderedLines() once `ready` holds: decorations come a moment after the editor. */
export async function waitForLines(
  page: Page,
  ready: (lines: readonly RenderedLine[]) => boolean,
): Promise<RenderedLine[]> {
  const end = Date.now() + 30_000;
  for (;;) {
    const lines = await renderedLines(page);
    if (ready(lines)) return lines;
    if (Date.now() > end)
      throw new Error(`The editor never showed what was wanted: ${JSON.stringify(lines)}`);
    await sleep(100);
  }
}

/** Rests the mouse on a word of a line and returns the hover's text. */
export async function hoverText(page: Page, line: number, word: string): Promise<string> {
  for (let attempt = 0; attempt < 5; attempt++) {
    await renderedLines(page);
    const spot = await page.evaluate(findWord, { line, word });
    if (spot !== null) {
      await page.mouse.move(spot.x - 40, spot.y + 120);
      await page.mouse.move(spot.x, spot.y, { steps: 4 });
      const text = await shownHover(page);
      if (text !== '') return text;
    }
    await sleep(300);
  }
  throw new Error(`No hover came up on "${word}" in line ${line}.`);
}

/** The text of the editor's hover; empty when none comes up in three seconds. Tabs and buttons have hovers of their own. */
async function shownHover(page: Page): Promise<string> {
  const contents = page.locator('.monaco-hover:not(.hidden, .workbench-hover) .hover-contents');
  const end = Date.now() + 3000;
  while (Date.now() < end) {
    const text = (await contents.allInnerTexts()).join('\n').trim();
    // This is shown while providers think.
    if (text !== '' && !text.startsWith('Loading')) return text;
    await sleep(100);
  }
  return '';
}

/** Runs in the page. The editor's rows carry no line number, so parts belong together by their height on screen. */
function readLines(): RenderedLine[] {
  const group = '.editor-group-container.active .monaco-editor';
  const editors = [...document.querySelectorAll<HTMLElement>(group)];
  const editor = editors.find(
    (one) => one.offsetParent !== null && one.querySelector('.view-lines') !== null,
  );
  if (editor === undefined) return [];
  const rows = new Map<number, { line: number; text: string; after: string; marks: RenderedMark[] }>();
  const topOf = (element: Element): number => Math.round(element.getBoundingClientRect().top);
  const rowAt = (element: Element) => [...rows].find(([top]) => Math.abs(top - topOf(element)) <= 3)?.[1];
  for (const number of editor.querySelectorAll('.margin-view-overlays .line-numbers')) {
    const line = Number(number.textContent);
    if (line > 0) rows.set(topOf(number), { line, text: '', after: '', marks: [] });
  }
  for (const mark of editor.querySelectorAll('.glyph-margin-widgets .cgmr, .margin-view-overlays .cgmr')) {
    const image = getComputedStyle(mark).backgroundImage;
    rowAt(mark)?.marks.push({ image, width: mark.getBoundingClientRect().width });
  }
  for (const shown of editor.querySelectorAll<HTMLElement>('.view-lines .view-line')) {
    const row = rowAt(shown);
    if (row === undefined) continue;
    shown.dataset.line = String(row.line);
    row.text = (shown.textContent ?? '').replaceAll('\u00a0', ' ');
    const injected = [...shown.querySelectorAll('[class*="ced-"]')].map(
      (span) => getComputedStyle(span, '::after').content,
    );
    row.after = injected
      .filter((content) => content !== 'none' && content !== 'normal')
      .join('')
      .replace(/^"|"$/g, '');
  }
  return [...rows.values()].sort((a, b) => a.line - b.line);
}

/** Runs in the page, after readLines has written the lines' numbers on them. */
function findWord({ line, word }: { line: number; word: string }): { x: number; y: number } | null {
  const shown = document.querySelector(`.view-line[data-line="${line}"]`);
  if (shown === null) return null;
  const texts = document.createTreeWalker(shown, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    const at = text.textContent?.indexOf(word) ?? -1;
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(text, at);
    range.setEnd(text, at + word.length);
    const box = range.getBoundingClientRect();
    return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  }
  return null;
}
