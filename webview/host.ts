// What do page and editor exchange, and is it what it claims to be?

import type { FromPage, ToPage } from '../src/protocol/page.ts';

/** What survives when the page is hidden or the window reloads. Kept small. */
export interface Memory {
  /** Names the tab that was chosen: `verdict`, or a dump by number and path. */
  readonly tab: string;
  /** Per kind of dump the view that was chosen last: `cpu` → `flame`. */
  readonly views?: Readonly<Record<string, string>>;
  /** Whether the editor's marks follow what is looked at. */
  readonly marksFollow?: boolean;
}

/** The editor as the page needs it. An exported report has another one behind it. */
export interface Host {
  post(message: FromPage): void;
  remember(memory: Memory): void;
  recall(): Memory | null;
}

/** The editor's own object; it can be asked for once only. */
export interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

export function hostOf(api: VsCodeApi): Host {
  return {
    post: (message) => api.postMessage(message),
    remember: (memory) => api.setState(memory),
    recall: () => memoryOf(api.getState()),
  };
}

export function memoryOf(state: unknown): Memory | null {
  if (!isRecord(state) || typeof state.tab !== 'string') return null;
  const follow = state.marksFollow === true ? { marksFollow: true } : {};
  if (!isRecord(state.views)) return { tab: state.tab, ...follow };
  const views = Object.entries(state.views).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return { tab: state.tab, views: Object.fromEntries(views), ...follow };
}

/** Whether a message has the shape that its type promises, as far as the page would fail without it. */
export function isToPage(value: unknown): value is ToPage {
  if (!isRecord(value)) return false;
  switch (value.type) {
    case 'report':
      return (
        isRecord(value.report) && Array.isArray(value.report.dumps) && Array.isArray(value.report.findings)
      );
    case 'top':
      return isRecord(value.table) && Number.isInteger(value.table.dump) && Array.isArray(value.table.rows);
    case 'answer':
      return Number.isInteger(value.id) && isRecord(value.answer);
    case 'showFunction':
      return Number.isInteger(value.dump) && typeof value.function === 'string';
    case 'showFinding':
      return Number.isInteger(value.rank);
    case 'cursor':
      return Array.isArray(value.functions) && value.functions.every((name) => typeof name === 'string');
    case 'refused':
      return Number.isInteger(value.id) && typeof value.message === 'string';
    case 'progress':
      return isRecord(value.progress) && typeof value.progress.step === 'string';
    case 'failed':
      return typeof value.message === 'string';
    default:
      return false;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
