// Which document does `report --format html` print? The report's page in one file, for tickets and archives.
//
//   data    <script type="application/json">   never run
//   host    answers the page from the data      ─┐ run because the policy names their hashes,
//   page    the same bundle as in the editor    ─┘ and nothing else is

import { sha256Base64 } from '../bytes/sha256.ts';
import type { Report, TopTable } from '../protocol/answers.ts';
import type { ExportedTop } from '../protocol/exported-report.ts';
import { EXPORTED_DATA_ID } from '../protocol/exported-report.ts';
import type { Queries } from '../protocol/queries.ts';

/** The files of the program's folder that the document is made of. */
export const PAGE_FILES = { host: 'exported-host.js', page: 'webview.js', style: 'webview.css' } as const;

/** The bundles that the document is made of, as text. */
export interface PageParts {
  readonly host: string;
  readonly page: string;
  readonly style: string;
}

/** The same bytes for the same report and program. It needs no network, and may ask none. */
export function reportHtml(report: Report, tops: readonly ExportedTop[], parts: PageParts): string {
  const scripts = [parts.host, parts.page].map(inScript);
  const style = withoutMap(`${THEME}\n${parts.style}`).replaceAll('</', '<\\/');
  const policy = [
    "default-src 'none'",
    `script-src ${scripts.map(hashOf).join(' ')}`,
    // The controls try an empty style while they load.
    `style-src ${hashOf(style)} ${hashOf('')}`,
    'img-src data:',
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(`Culprit – ${report.name}`)}</title>
<style>${style}</style>
</head>
<body>
<main id="report"></main>
<script id="${EXPORTED_DATA_ID}" type="application/json">${inJson({ report, tops })}</script>
<script>${scripts[0]}</script>
<script>${scripts[1]}</script>
</body>
</html>
`;
}

/** Functions of each order that are written to a file: more are seldom looked at, and make it large. */
const EXPORTED_ROWS = 200;

/** The function tables of all profiles, in every order that the page can ask for. */
export async function exportedTops(
  report: Report,
  ask: (request: Queries['top']['request']) => Promise<TopTable>,
): Promise<ExportedTop[]> {
  const tops: ExportedTop[] = [];
  for (const { id, sampleTypes } of report.dumps) {
    const tables: Parameters<typeof exportedTop>[0][number][] = [];
    for (let sampleType = 0; sampleType < sampleTypes.length; sampleType++)
      for (const by of ['flat', 'cum'] as const) {
        const request = { dump: id, orderBy: { sampleType, by }, limit: EXPORTED_ROWS };
        tables.push({ sampleType, by, table: await ask(request) });
      }
    if (tables.length > 0) tops.push(exportedTop(tables));
  }
  return tops;
}

/** Rows once for each dump, and their orders: an order is much smaller than its rows. */
export function exportedTop(
  tables: readonly { readonly sampleType: number; readonly by: 'flat' | 'cum'; readonly table: TopTable }[],
): ExportedTop {
  const rows = new Map<string, number>();
  const pool: TopTable['rows'][number][] = [];
  const orders = tables.map(({ sampleType, by, table }) => ({
    sampleType,
    by,
    rows: table.rows.map((row) => {
      const key = `${row.function}\n${row.file}`;
      const known = rows.get(key);
      if (known !== undefined) return known;
      rows.set(key, pool.length);
      return pool.push(row) - 1;
    }),
  }));
  const { dump, sampleTypes, functions } = tables[0].table;
  return { dump, sampleTypes, functions, rows: pool, orders };
}

/** JSON in which nothing can end the element or be taken for markup. */
function inJson(data: unknown): string {
  return JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** In strings and templates of a script `\/` is `/` and `\!` is `!`. */
function inScript(text: string): string {
  return withoutMap(text)
    .replace(/<\/(?=script)/gi, '<\\/')
    .replaceAll('<!--', '<\\!--');
}

function withoutMap(text: string): string {
  return text.replace(/^\/[/*]# sourceMappingURL=.*$/gm, '').trim();
}

function hashOf(text: string): string {
  return `'sha256-${sha256Base64(text)}'`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** The editor's colours where there is no editor: light, or dark where the reader's system is. */
const THEME = `:root {
  color-scheme: light dark;
  --vscode-font-size: 13px;
  --vscode-font-family: system-ui, "Segoe UI", "DejaVu Sans", sans-serif;
  --vscode-editor-font-family: ui-monospace, "SF Mono", Consolas, "DejaVu Sans Mono", monospace;
  --vscode-foreground: #3b3b3b;
  --vscode-editor-foreground: #3b3b3b;
  --vscode-descriptionForeground: #616161;
  --vscode-editor-background: #ffffff;
  --vscode-sideBar-background: #f8f8f8;
  --vscode-panel-background: #f8f8f8;
  --vscode-panel-border: #d4d4d4;
  --vscode-panelTitle-activeForeground: #1f1f1f;
  --vscode-panelTitle-inactiveForeground: #5a5a5a;
  --vscode-panelTitle-activeBorder: #005fb8;
  --vscode-textLink-foreground: #005fb8;
  --vscode-textLink-activeForeground: #00478a;
  --vscode-focusBorder: #005fb8;
  --vscode-charts-red: #c72e2e;
  --vscode-charts-yellow: #8a6100;
  --vscode-charts-green: #2f7a39;
  --vscode-charts-blue: #0b6bb8;
  --vscode-list-hoverBackground: #efefef;
  --vscode-button-background: #005fb8;
  --vscode-button-foreground: #ffffff;
  --vscode-button-hoverBackground: #0258a8;
  --vscode-button-secondaryBackground: #e5e5e5;
  --vscode-button-secondaryForeground: #3b3b3b;
  --vscode-button-secondaryHoverBackground: #cccccc;
  --vscode-input-background: #ffffff;
  --vscode-input-foreground: #3b3b3b;
  --vscode-dropdown-background: #ffffff;
  --vscode-dropdown-foreground: #3b3b3b;
  --vscode-dropdown-border: #c0c0c0;
  --vscode-settings-dropdownBorder: #c0c0c0;
  --vscode-checkbox-background: #ffffff;
  --vscode-checkbox-border: #c0c0c0;
  --vscode-badge-background: #cccccc;
  --vscode-badge-foreground: #3b3b3b;
  --vscode-progressBar-background: #005fb8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --vscode-foreground: #cccccc;
    --vscode-editor-foreground: #cccccc;
    --vscode-descriptionForeground: #9d9d9d;
    --vscode-editor-background: #1f1f1f;
    --vscode-sideBar-background: #181818;
    --vscode-panel-background: #181818;
    --vscode-panel-border: #2b2b2b;
    --vscode-panelTitle-activeForeground: #cccccc;
    --vscode-panelTitle-inactiveForeground: #9d9d9d;
    --vscode-panelTitle-activeBorder: #0078d4;
    --vscode-textLink-foreground: #4daafc;
    --vscode-textLink-activeForeground: #4daafc;
    --vscode-focusBorder: #0078d4;
    --vscode-charts-red: #f14c4c;
    --vscode-charts-yellow: #cca700;
    --vscode-charts-green: #89d185;
    --vscode-charts-blue: #3794ff;
    --vscode-list-hoverBackground: #2a2d2e;
    --vscode-button-background: #0078d4;
    --vscode-button-foreground: #ffffff;
    --vscode-button-hoverBackground: #026ec1;
    --vscode-button-secondaryBackground: #313131;
    --vscode-button-secondaryForeground: #cccccc;
    --vscode-button-secondaryHoverBackground: #3c3c3c;
    --vscode-input-background: #313131;
    --vscode-input-foreground: #cccccc;
    --vscode-dropdown-background: #313131;
    --vscode-dropdown-foreground: #cccccc;
    --vscode-dropdown-border: #3c3c3c;
    --vscode-settings-dropdownBorder: #3c3c3c;
    --vscode-checkbox-background: #313131;
    --vscode-checkbox-border: #3c3c3c;
    --vscode-badge-background: #616161;
    --vscode-badge-foreground: #f8f8f8;
    --vscode-progressBar-background: #0078d4;
  }
}`;
