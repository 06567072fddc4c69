// Who answers the page in a report that was written to a file? (Its own bundle, which runs before the page's.)

import { EXPORTED_DATA_ID, type ExportedReport } from '../src/protocol/exported-report.ts';
import type { FromPage, ToPage } from '../src/protocol/page.ts';
import type { VsCodeApi } from './host.ts';

const data: ExportedReport = JSON.parse(document.getElementById(EXPORTED_DATA_ID)?.textContent ?? '{}');
let kept: unknown = null;

/** The page listens to its window, as it does in the editor. */
function tell(message: ToPage): void {
  queueMicrotask(() => window.dispatchEvent(new MessageEvent('message', { data: message })));
}

function answer(message: FromPage): void {
  if (message.type === 'ready') tell({ type: 'report', report: data.report });
  else if (message.type === 'askTop') tellTop(message);
  // There is no editor: the place goes where another one can be told of it.
  else if (message.type === 'openSite') copy(`${message.site.file}:${message.site.line}`);
  else if (message.type === 'copy') copy(message.text);
}

function tellTop({ dump, sampleType, by }: Extract<FromPage, { type: 'askTop' }>): void {
  const top = data.tops.find((t) => t.dump === dump);
  const order = top?.orders.find((o) => o.sampleType === sampleType && o.by === by);
  if (!top || !order) {
    tell({ type: 'failed', message: 'This table was not written to the file.' });
    return;
  }
  const { sampleTypes, functions, rows } = top;
  tell({ type: 'top', table: { dump, sampleTypes, functions, rows: order.rows.map((r) => rows[r]!) } });
}

function copy(text: string): void {
  navigator.clipboard?.writeText(text).catch(() => {});
}

const api: VsCodeApi = {
  postMessage: (message) => answer(message as FromPage),
  getState: () => kept,
  setState: (state) => {
    kept = state;
  },
};
Object.assign(window, { acquireVsCodeApi: () => api });
