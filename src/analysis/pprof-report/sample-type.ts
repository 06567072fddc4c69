// Which sample type does a report show?
// Source of the definition: github.com/google/pprof/profile/index.go.

import { ReportRefusal } from '../../model/pprof-options.ts';
import type { Profile } from '../../model/profile.ts';

/** By number or name, `inuse_` tolerated before it; the profile's own choice where nothing is asked for. */
export function sampleTypeIndex(profile: Profile, asked: string): number {
  if (asked === '') return profile.defaultSampleType;
  const names = profile.sampleTypes.map((t) => t.type);
  if (/^[+-]?[0-9]+$/.test(asked)) {
    const index = Number(asked);
    if (index >= 0 && index < names.length) return index;
    throw new ReportRefusal(`sample_index ${asked} is outside the range [0..${names.length - 1}]`);
  }
  const short = asked.replace(/^inuse_/, '');
  const index = names.findIndex((name) => name === asked || name === short);
  if (index < 0) throw new ReportRefusal(`sample_index "${asked}" must be one of: [${names.join(' ')}]`);
  return index;
}
