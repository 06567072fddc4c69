// In which language does the page speak?

import { CHINESE } from './words-zh.ts';

/** `say('{0} of {1} rows', 3, 9)`: in the page's language, else in English. */
export function say(text: string, ...values: readonly (string | number)[]): string {
  const translated = speaksChinese() ? (CHINESE.get(text) ?? text) : text;
  return values.reduce<string>(
    (said, value, at) => said.replaceAll(`{${at}}`, () => String(value)),
    translated,
  );
}

/** The host sets the language of the page's root element. */
function speaksChinese(): boolean {
  return typeof document !== 'undefined' && /^zh\b/i.test(document.documentElement.lang);
}
