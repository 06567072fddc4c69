// Is a message from the page one of those that it may send?

import type { FromPage } from '../../protocol/page.ts';
import { readViewQuestion } from './view-questions.ts';

const LONGEST_PATH = 4096;
const LONGEST_COPY = 1 << 20;
const LONGEST_NAME = 1 << 16;

type Fields = Readonly<Record<string, unknown>>;

/** One reader per message; each builds the message anew, so nothing unknown comes along. */
const READERS: ReadonlyMap<string, (message: Fields) => FromPage | undefined> = new Map([
  ['ready', () => ({ type: 'ready' })],
  ['cancel', () => ({ type: 'cancel' })],
  ['openSite', readOpenSite],
  ['askTop', readAskTop],
  ['ask', readViewQuestion],
  ['marks', readMarks],
  ['copy', ({ text }) => (isText(text, LONGEST_COPY) ? { type: 'copy', text } : undefined)],
]);

/** The message, or undefined when it is not exactly one of `FromPage`. */
export function readFromPage(message: unknown): FromPage | undefined {
  if (!isFields(message) || typeof message.type !== 'string') return undefined;
  return READERS.get(message.type)?.(message);
}

function readOpenSite({ site }: Fields): FromPage | undefined {
  if (!isFields(site)) return undefined;
  const { file, line } = site;
  return isText(file, LONGEST_PATH) && isCount(line) ? { type: 'openSite', site: { file, line } } : undefined;
}

function readMarks({ only }: Fields): FromPage | undefined {
  if (only === null) return { type: 'marks', only };
  if (!isFields(only) || !isCount(only.dump) || !isCount(only.sampleType)) return undefined;
  if (!isText(only.function, LONGEST_NAME)) return undefined;
  const { dump, sampleType, function: name } = only;
  return { type: 'marks', only: { dump, sampleType, function: name } };
}

function readAskTop({ dump, sampleType, by }: Fields): FromPage | undefined {
  if (!isCount(dump) || !isCount(sampleType) || (by !== 'flat' && by !== 'cum')) return undefined;
  return { type: 'askTop', dump, sampleType, by };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.length <= longest;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
