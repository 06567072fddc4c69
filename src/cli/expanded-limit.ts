// How far may dumps expand, as the user says? `--max-expanded SIZE` stands anywhere, for every command.

import { DEFAULT_LIMITS, type Limits } from '../bytes/decode-context.ts';
import { parseMemorySize } from '../model/memory-size.ts';

export const MAX_EXPANDED_HELP = `  --max-expanded SIZE   with any command: how far a file that you trust may expand (500MiB, 4GiB)
`;

const FLAG = '--max-expanded';

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
  const maxExpandedBytes = parseMemorySize(text);
  if (maxExpandedBytes === undefined)
    return { wrong: `${FLAG} is a size such as 500MiB or 4GiB, not "${text}".` };
  const rest = [...argv.slice(0, at), ...argv.slice(at + (isApart ? 2 : 1))];
  return { limits: { maxExpandedBytes, setByUser: true }, argv: rest };
}
