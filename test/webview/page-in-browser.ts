// How does a test get the report's page into a real browser, as the editor would load it?
import fs from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { pageHtml } from '../../src/editor/report/page-html.ts';
import type { Report, TopRow, TopTable } from '../../src/protocol/answers.ts';
import type { FromPage, ToPage } from '../../src/protocol/page.ts';

const ORIGIN = 'https://page.test';

export type ThemeName = 'dark' | 'light' | 'hc-dark' | 'hc-light';

interface Theme {
  /** Classes that VS Code puts on the body. */
  readonly body: string;
  readonly colors: Readonly<Record<string, string>>;
}

export const THEMES: Readonly<Record<ThemeName, Theme>> = readJson('test/fixtures/webview/themes.json');

export function incidentReport(): Report {
  return readJson('test/fixtures/webview/report.json');
}

function readJson<T>(file: string): T {
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}

export interface OpenPage {
  readonly page: Page;
  /** What the page said, in order. */
  readonly said: readonly FromPage[];
  /** Dialogs, requests to elsewhere, errors and broken policies: none is ever right. */
  readonly faults: readonly string[];
  send(message: ToPage): Promise<void>;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  /** What the page remembered before. */
  readonly state?: unknown;
  /** The script to load; the report's own without it. */
  readonly script?: string;
  /** Answers what the page says; undefined leaves it unanswered. */
  readonly answer?: (message: FromPage) => Promise<ToPage | undefined>;
  readonly language?: string;
}

/** The built page under its own policy, with a stand-in for the editor; `ready` has been said when it returns. */
export async function openPage(browser: Browser, options: OpenOptions = {}): Promise<OpenPage> {
  const { theme = 'dark', width = 1280, height = 800, state = null, script = 'dist/webview.js' } = options;
  const { answer, language = 'en' } = options;
  const context = await browser.newContext({ viewport: { width, height } });
  const page = await context.newPage();
  const said: FromPage[] = [];
  const faults: string[] = [];
  watchForFaults(page, faults);
  await serve(page, script, language, faults);
  const send = (message: ToPage): Promise<void> =>
    page.evaluate((data) => window.postMessage(data, '*'), message);
  await page.exposeFunction('hearPage', async (message: FromPage) => {
    said.push(message);
    const answered = await answer?.(message);
    if (answered !== undefined) await send(answered);
  });
  await page.exposeFunction('hearFault', (text: string) => faults.push(text));
  await page.addInitScript(standIn, { colors: THEMES[theme].colors, body: THEMES[theme].body, state });
  await page.goto(`${ORIGIN}/`);
  await page.waitForSelector('.stage > *');
  return {
    page,
    said,
    faults,
    send,
    close: () => context.close(),
  };
}

function watchForFaults(page: Page, faults: string[]): void {
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
}

async function serve(page: Page, script: string, language: string, faults: string[]): Promise<void> {
  const shell = {
    nonce: 'abc123',
    cspSource: ORIGIN,
    script: `${ORIGIN}/webview.js`,
    style: `${ORIGIN}/webview.css`,
  };
  const html = pageHtml({ ...shell, title: 'Report', language });
  await page.route('**/*', (route) => {
    const url = route.request().url();
    if (url === `${ORIGIN}/`) return route.fulfill({ contentType: 'text/html', body: html });
    if (url === shell.script) return route.fulfill({ contentType: 'text/javascript', path: script });
    if (url === shell.style) return route.fulfill({ contentType: 'text/css', path: 'dist/webview.css' });
    if (!url.endsWith('.map') && !url.endsWith('/favicon.ico')) faults.push(`request: ${url}`);
    return route.abort();
  });
}

interface StandIn {
  readonly colors: Readonly<Record<string, string>>;
  readonly body: string;
  readonly state: unknown;
}

/** Runs in the page before its script: the editor's object, the theme's variables, a watch on the policy. */
function standIn({ colors, body, state }: StandIn): void {
  let kept = state;
  const hears = window as unknown as Record<'hearPage' | 'hearFault', (value: unknown) => void>;
  Object.assign(window, {
    acquireVsCodeApi: () => ({
      postMessage: (message: unknown) => hears.hearPage(message),
      getState: () => kept,
      setState: (next: unknown) => {
        kept = next;
        Object.assign(window, { keptState: next });
      },
    }),
  });
  // The toolkit tries one inline style while it loads, to learn what the browser can; its refusal does no harm.
  let probes = 1;
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => {
    const isProbe = violatedDirective === 'style-src-elem' && blockedURI === 'inline' && probes-- > 0;
    if (!isProbe) hears.hearFault(`policy: ${violatedDirective} ${blockedURI} ${sourceFile}`);
  });
  document.addEventListener('readystatechange', () => {
    const { style } = document.documentElement;
    for (const [name, value] of Object.entries(colors))
      style.setProperty(`--vscode-${name.replaceAll('.', '-')}`, value);
    style.setProperty('--vscode-font-family', '"Segoe WPC", "Segoe UI", "DejaVu Sans", sans-serif');
    style.setProperty('--vscode-font-size', '13px');
    style.setProperty('--vscode-editor-font-family', '"Droid Sans Mono", "DejaVu Sans Mono", monospace');
    document.body?.classList.add(...body.split(' '));
  });
}

/** The function table of a dump, from what `go tool pprof` printed; only the default sample type has values. */
export function topTableOf(report: Report, dump: number, golden: string): TopTable {
  const { sampleTypes, defaultSampleType } = report.dumps.find(({ id }) => id === dump)!;
  const lines = fs.readFileSync(`test/golden/incident/${golden}`, 'utf8').split('\n');
  const first = lines.findIndex((line) => line.includes('flat%')) + 1;
  const rows = lines
    .slice(first)
    .filter((line) => line.trim() !== '')
    .map((line) => rowOf(line, sampleTypes.length, defaultSampleType));
  return { dump, sampleTypes, rows, functions: rows.length };
}

const UNITS: Readonly<Record<string, number>> = { '': 1, us: 1e3, ms: 1e6, s: 1e9, kB: 1024, MB: 1 << 20 };

/** `     0.20s  7.14%  7.14%      0.36s 12.86%  math/rand.(*rngSource).Seed` */
function rowOf(line: string, types: number, at: number): TopRow {
  const [flat, flatShare, , cum, cumShare, ...name] = line.trim().split(/\s+/) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const spread = <T>(value: T, other: T): T[] =>
    Array.from({ length: types }, (_, i) => (i === at ? value : other));
  const fn = name.join(' ').replace(/ \((?:partial-)?inline\)$/, '');
  const file = `${fn.split('.')[0]}/file.go`;
  const own = fn.includes('acme-shop');
  return {
    function: fn,
    file,
    flat: spread(numberIn(flat), 0),
    cum: spread(numberIn(cum), 0),
    flatText: spread(flat, '0'),
    cumText: spread(cum, '0'),
    flatShare: spread(Number.parseFloat(flatShare) / 100, 0),
    cumShare: spread(Number.parseFloat(cumShare) / 100, 0),
    site: own
      ? { file: file.replace(/^.*order-consumer\//, ''), line: 12, function: fn, mappedBy: 'main-module' }
      : null,
  };
}

function numberIn(text: string): number {
  const [, number, unit] = /^(-?[\d.]+)([a-zA-Z]*)$/.exec(text)!;
  return Math.round(Number(number) * UNITS[unit!]!);
}
