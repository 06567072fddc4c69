// How does the user say where the sources are, and which revisions count?

import type { OpenOptions } from '../protocol/queries.ts';

/** What leads from dumps to sources, where it is not as usual. */
export type SourceFlags = Pick<OpenOptions, 'since' | 'builtFrom' | 'folderMap'>;

export const SOURCE_OPTIONS = {
  since: { type: 'string' },
  'built-from': { type: 'string' },
  map: { type: 'string', multiple: true },
} as const;

interface Values {
  readonly since?: string;
  readonly 'built-from'?: string;
  readonly map?: readonly string[];
}

/** The flags, or what is wrong with them. */
export function sourceFlags(values: Values): SourceFlags | string {
  const folderMap = values.map?.map(folderMapOf);
  const odd = folderMap?.indexOf(undefined) ?? -1;
  if (odd >= 0) return `--map is FROM=TO, two folders, not "${values.map?.[odd]}".`;
  return {
    ...(values.since === undefined ? {} : { since: values.since }),
    ...(values['built-from'] === undefined ? {} : { builtFrom: values['built-from'] }),
    ...(folderMap === undefined ? {} : { folderMap: folderMap.filter((m) => m !== undefined) }),
  };
}

function folderMapOf(text: string): { readonly from: string; readonly to: string } | undefined {
  const [, from, to] = /^([^=]+)=(.*)$/.exec(text) ?? [];
  return from === undefined ? undefined : { from, to };
}
