// What says in Simplified Chinese what was put together in English?

import { Translator } from './translator.ts';
import { COMPARISON, EVIDENCE, FIGURES, MARKS, PICTURES } from './zh/evidence.ts';
import { DOCUMENT, FILES, SOURCES } from './zh/files.ts';
import { FINDINGS, NAMES } from './zh/findings.ts';
import { GOROUTINES, GROUNDS, WAITS } from './zh/goroutines.ts';
import { LIBRARIES } from './zh/libraries.ts';
import { DAMAGE, PROBLEMS, TRACES } from './zh/problems.ts';
import { READING, SOURCE_PLACES } from './zh/reading.ts';
import { CONNECTIONS, ENGINES, SERVICES } from './zh/servers.ts';

export const CHINESE_SENTENCES = [
  ...[...FINDINGS, ...GOROUTINES, ...WAITS, ...GROUNDS, ...LIBRARIES],
  ...[...EVIDENCE, ...FIGURES, ...PICTURES, ...COMPARISON, ...MARKS],
  ...[...FILES, ...SOURCES, ...DOCUMENT, ...PROBLEMS, ...DAMAGE, ...TRACES],
  ...[...READING, ...SOURCE_PLACES, ...CONNECTIONS, ...SERVICES, ...ENGINES],
];

let made: Translator | undefined;

/** Made when it is first asked for: most people need none. */
export function chinese(): Translator {
  made ??= new Translator({ sentences: CHINESE_SENTENCES, names: NAMES });
  return made;
}

export type Say = (text: string) => string;

/** What says the analysis' sentences in a language, such as `zh-cn`; null for those in which they are English. */
export function sayIn(language: string): Say | null {
  return /^zh(?!\w)/i.test(language) ? chinese().say : null;
}
