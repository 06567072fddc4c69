// In which language does the page speak?

import { sayIn } from '../src/languages/chinese.ts';
import { reportIn } from '../src/languages/read-report.ts';
import type { Report } from '../src/protocol/answers.ts';
import { CHINESE } from './words-zh.ts';

/** `say('{0} of {1} rows', 3, 9)`: in the page's language, else in English. */
export function say(text: string, ...values: readonly (string | number)[]): string {
  const translated = speaksChinese() ? (CHINESE.get(text) ?? text) : text;
  return values.reduce<string>(
    (said, value, at) => said.replaceAll(`{${at}}`, () => String(value)),
    translated,
  );
}

/** What the analysis says, in the page's language. */
export function told(text: string): string {
  return speaksChinese() ? (sayIn('zh')?.(text) ?? text) : text;
}

/** The report as it is shown. */
export function toldReport(report: Report): Report {
  return speaksChinese() ? reportIn(report, told) : report;
}

/** The host sets the language of the page's root element. */
function speaksChinese(): boolean {
  return typeof document !== 'undefined' && /^zh\b/i.test(document.documentElement.lang);
}
