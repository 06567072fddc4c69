// Which engine answers at an address?

import type { FleetAnswer, FleetEngine, ProfileType, TimeRange } from './engine.ts';
import { Parca, type ParcaOptions } from './parca.ts';
import { Pyroscope } from './pyroscope.ts';

export type EngineName = 'pyroscope' | 'parca';

export function makeEngine(name: EngineName, options: ParcaOptions): FleetEngine {
  if (name === 'pyroscope') return new Pyroscope(options);
  // Its JSON gateway lies below /api, which people leave out.
  const base = /\/api\/$/.test(options.base) ? options.base : `${options.base}api/`;
  return new Parca({ ...options, base });
}

export interface Probed {
  readonly engine: FleetEngine;
  readonly types: readonly ProfileType[];
}

/** Asks for the profile types: each engine knows its own question and refuses the other's. */
export async function probeEngine(
  options: ParcaOptions,
  range: TimeRange,
  name?: EngineName,
): Promise<FleetAnswer<Probed>> {
  const names: readonly EngineName[] = name ? [name] : ['pyroscope', 'parca'];
  let refusal: FleetAnswer<Probed> | undefined;
  for (const one of names) {
    const engine = makeEngine(one, options);
    const types = await engine.types(range);
    if (types.kind === 'answer') return { kind: 'answer', value: { engine, types: types.value } };
    if (types.kind === 'none') return types;
    if (types.fault.kind !== 'absent' && types.fault.kind !== 'not-a-dump') return types;
    refusal ??= types;
  }
  if (name !== undefined && refusal) return refusal;
  const text = `neither Pyroscope nor Parca answers at ${options.base}`;
  return { kind: 'fault', fault: { kind: 'absent', text, advice: 'Check the address and the port.' } };
}
