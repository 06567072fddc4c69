// How far may dumps expand, as the user says? `--max-expanded SIZE` stands anywhere, for every command.

import { DEFAULT_LIMITS, type Limits } from '../bytes/decode-context.ts';

export const MAX_EXPANDED_HELP = `  --max-expanded SIZE   with any command: how far a file that you trust may expand (500MiB, 4GiB)
`;

const FLAG = '--max-expanded';
const UNITS: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['mb', 1024 ** 2],
  ['mib', 1024 ** 2],
  ['gb', 1024 ** 3],
  ['gib', 1024 ** 3],
]);

/** The limits, and the arguments without the flag; or what is wrong with it. */
export type TakenLimits =
  | { readonly limits: Limits; readonly argv: readonly string[] }
  | { readonly wrong: string };

export function takeLimits(argv: readonly string[]): TakenLimits {
  const end = argv.indexOf('--');
  const at = argv.findIndex((a, i) => (end < 0 || i < end) && (a === FLAG || a.startsWith(`${FLAG}=`)));
  if (at < 0) return { limits: DEFAULT_LIMITS, argv };
  const isApart = argv[at] === FLAG;
  const text = isApart ? (argv[at + 1] ?? '') : argv[at].slice(FLAG.length + 1);
  const maxExpandedBytes = parseSize(text);
  if (maxExpandedBytes === undefined)
    return { wrong: `${FLAG} is a size such as 500MiB or 4GiB, not "${text}".` };
  const rest = [...argv.slice(0, at), ...argv.slice(at + (isApart ? 2 : 1))];
  return { limits: { maxExpandedBytes, setByUser: true }, argv: rest };
}

/** In bytes; units are powers of 1024. Undefined: no size above 0. */
function parseSize(text: string): number | undefined {
  const [, digits, unit] = /^(\d{1,12}(?:\.\d{1,3})?)\s?([a-z]*)$/i.exec(text) ?? [];
  const factor = unit === undefined ? undefined : UNITS.get(unit.toLowerCase());
  const bytes = digits === undefined || factor === undefined ? 0 : Math.floor(Number(digits) * factor);
  return bytes > 0 ? bytes : undefined;
}
