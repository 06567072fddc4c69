// How are a profile's values scaled, as pprof scales them before merging and subtracting?
// Source of the definitions: github.com/google/pprof, profile.ScaleN and measurement.ScaleProfiles.

import { ReportRefusal } from '../../model/pprof-options.ts';
import type { Profile, SampleType, ValueColumn } from '../../model/profile.ts';
import { scale } from '../../model/units.ts';
import { bigintOf } from '../totals/exact-sums.ts';
import { round64, ValueColumnBuilder, wrap64 } from './int64.ts';

/** A profile whose samples may be fewer than its columns have rows: `kept` says which count. */
export interface ScaledProfile {
  readonly profile: Profile;
  /** 0 for samples that scaling brought to nothing; absent when all are kept. */
  readonly kept?: Uint8Array;
}

/** Multiplies each sample type by its ratio. A sample whose scaled values are all 0 is dropped. */
export function scaleBy(scaled: ScaledProfile, ratios: readonly number[]): ScaledProfile {
  const { profile } = scaled;
  if (ratios.every((r) => r === 1)) return scaled;
  const survives = new Uint8Array(profile.sampleCount);
  const values = profile.values.map((column, t) =>
    ratios[t] === 1 ? column : scaleColumn(column, ratios[t], survives),
  );
  const kept = scaled.kept ? survives.map((s, i) => s & scaled.kept![i]) : survives;
  return { profile: { ...profile, values }, kept };
}

function scaleColumn(column: ValueColumn, ratio: number, survives: Uint8Array): ValueColumn {
  const out = new ValueColumnBuilder(column.value.length);
  for (let s = 0; s < survives.length; s++) {
    // pprof multiplies the value as a double, so that exact digits beyond 2^53 are lost here as well.
    const product = column.value[s] * ratio;
    if (Number.isSafeInteger(product)) out.value[s] = product === 0 ? 0 : product;
    else out.set(s, round64(product));
    if (out.value[s] !== 0) survives[s] = 1;
  }
  return out;
}

/** Gives all profiles the finest unit of each sample type. */
export function toCommonUnits(profiles: readonly Profile[]): ScaledProfile[] {
  if (profiles.length <= 1) return profiles.map((profile) => ({ profile }));
  finest(profiles.map((p) => p.periodType ?? { type: '', unit: '' }));
  const common = profiles[0].sampleTypes.map((_, t) => finest(profiles.map((p) => p.sampleTypes[t])));
  return profiles.map((profile) => {
    const ratios = profile.sampleTypes.map((type, t) => scale(1, type.unit, common[t].unit).value);
    const sampleTypes = profile.sampleTypes.map((type, t) => ({ ...type, unit: common[t].unit }));
    return scaleBy({ profile: { ...profile, sampleTypes, periodType: profiles[0].periodType } }, ratios);
  });
}

function finest(types: readonly SampleType[]): SampleType {
  let least = types[0];
  for (const type of types.slice(1)) {
    if (!areCompatible(least, type))
      throw new ReportRefusal(`incompatible types: {${told(least)}} {${told(type)}}`);
    if (scale(1, type.unit, least.unit).value < 1) least = type;
  }
  return least;
}

const told = ({ type, unit }: SampleType) => `${type} ${unit}`;

function areCompatible(a: SampleType, b: SampleType): boolean {
  if (a.type.replace(/s$/, '') !== b.type.replace(/s$/, '')) return false;
  return a.unit === b.unit || FAMILY_UNITS.some((unit) => isOf(a.unit, unit) && isOf(b.unit, unit));
}

/** One unit of each family that pprof can convert within. */
const FAMILY_UNITS = ['B', 's', 'GCU'];

function isOf(unit: string, family: string): boolean {
  return scale(1, unit, '\0').unit === family;
}

/** Ratios that bring the profile's sums to the base's. */
export function normalRatios(profile: ScaledProfile, base: ScaledProfile): number[] {
  return profile.profile.sampleTypes.map((_, t) => {
    const own = signedSum(profile, t);
    return own === 0n ? 0 : Number(signedSum(base, t)) / Number(own);
  });
}

function signedSum({ profile, kept }: ScaledProfile, type: number): bigint {
  const column = profile.values[type];
  let exact = 0n;
  let rounded = 0;
  for (let s = 0; s < profile.sampleCount; s++) {
    if (kept?.[s] === 0) continue;
    const sum = rounded + column.value[s];
    if (column.exact.size === 0 && Number.isSafeInteger(sum)) rounded = sum;
    else {
      exact += BigInt(rounded) + bigintOf(column, s);
      rounded = 0;
    }
  }
  return wrap64(exact + BigInt(rounded));
}
