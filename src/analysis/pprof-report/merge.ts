// How do several profiles become one, and how is a base taken away?
// Source of the definitions: github.com/google/pprof, driver.fetchProfiles and profile.Merge.

import { type BaseUse, ReportRefusal } from '../../model/pprof-options.ts';
import type { Mapping, Profile } from '../../model/profile.ts';
import { ProfileMerger } from './profile-merger.ts';
import { normalRatios, type ScaledProfile, scaleBy, toCommonUnits } from './scale-values.ts';

/** The profiles as one, minus the bases as one. Throws ReportRefusal where they do not fit together. */
export function combineWithBase(
  profiles: readonly Profile[],
  bases: readonly Profile[],
  use: BaseUse,
): Profile {
  const own = combine(profiles.map(asScaled));
  if (bases.length === 0) {
    if (use.normalize) throw new ReportRefusal('must have base profile to normalize by');
    return withoutUrls(own);
  }
  let profile: ScaledProfile = { profile: own };
  let base: ScaledProfile = { profile: combine(bases.map(asScaled)) };
  if (use.normalize) {
    refuseUnequal(own, base.profile);
    profile = scaleBy(profile, normalRatios(profile, base));
  }
  base = scaleBy(
    base,
    base.profile.sampleTypes.map(() => -1),
  );
  return withoutUrls(combine([profile, base], use.diff ? 1 : undefined));
}

const asScaled = (profile: Profile): ScaledProfile => ({ profile });

function refuseUnequal(a: Profile, b: Profile): void {
  const told = (p: Profile) => p.sampleTypes.map((t) => `${t.type}/${t.unit}`).join(' ');
  if (told(a) !== told(b)) throw new ReportRefusal(`incompatible sample types [${told(a)}] and [${told(b)}]`);
}

/** `labelled`: the profile whose samples get the base's label. */
function combine(scaled: readonly ScaledProfile[], labelled?: number): Profile {
  const common = withCommonTypes(scaled.map((s) => s.profile));
  const united = toCommonUnits(common).map(({ profile, kept }, i) => ({
    profile,
    kept: bothKept(kept, scaled[i].kept),
  }));
  if (united.length === 1 && united[0].kept === undefined) return united[0].profile;
  const merger = new ProfileMerger(united[0].profile);
  united.forEach(({ profile, kept }, i) => {
    merger.add(profile, kept, i === labelled);
  });
  return { ...merger.finish(), ...headerOf(united.map((u) => u.profile)) };
}

function bothKept(a: Uint8Array | undefined, b: Uint8Array | undefined): Uint8Array | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a.map((kept, i) => kept & b[i]);
}

/** Keeps the sample types that every profile has, in the order of the first. */
function withCommonTypes(profiles: readonly Profile[]): Profile[] {
  const counts = new Map<string, number>();
  for (const { type } of profiles.flatMap((p) => p.sampleTypes))
    counts.set(type, (counts.get(type) ?? 0) + 1);
  const names = profiles[0].sampleTypes.map((t) => t.type).filter((t) => counts.get(t) === profiles.length);
  if (names.length === 0) throw new ReportRefusal('profiles have empty common sample type list');
  return profiles.map((p) => withTypes(p, names));
}

function withTypes(profile: Profile, names: readonly string[]): Profile {
  const index = names.map((name) => profile.sampleTypes.findIndex((t) => t.type === name));
  if (index.length === profile.sampleTypes.length && index.every((t, i) => t === i)) return profile;
  const wanted = profile.defaultSampleTypeName ?? '';
  return {
    ...profile,
    sampleTypes: index.map((t) => profile.sampleTypes[t]),
    values: index.map((t) => profile.values[t]),
    ...defaultType(names, names.includes(wanted) ? wanted : names[0]),
  };
}

/** The type of that name, else the last. */
function defaultType(types: readonly string[], name: string) {
  const index = name === '' ? -1 : types.indexOf(name);
  return { defaultSampleType: index < 0 ? types.length - 1 : index, defaultSampleTypeName: name };
}

type Header = Pick<
  Profile,
  | 'timeNanos'
  | 'durationNanos'
  | 'period'
  | 'comments'
  | 'docUrl'
  | 'dropFrames'
  | 'keepFrames'
  | 'defaultSampleType'
>;

function headerOf(profiles: readonly Profile[]): Header {
  const [first] = profiles;
  let timeNanos = 0n;
  for (const p of profiles) if (timeNanos === 0n || p.timeNanos < timeNanos) timeNanos = p.timeNanos;
  const defaultName = profiles.map((p) => p.defaultSampleTypeName ?? '').find((name) => name !== '') ?? '';
  return {
    timeNanos,
    durationNanos: profiles.reduce((sum, p) => sum + p.durationNanos, 0),
    period: profiles.reduce((most, p) => (most === 0 || most < p.period ? p.period : most), 0),
    comments: [...new Set(profiles.flatMap((p) => p.comments))],
    docUrl: profiles.map((p) => p.docUrl).find((url) => url !== '') ?? '',
    dropFrames: first.dropFrames,
    keepFrames: first.keepFrames,
    ...defaultType(
      first.sampleTypes.map((t) => t.type),
      defaultName,
    ),
  };
}

/** pprof takes a file that reads as an address of the net for where the profile came from, and forgets it. */
function withoutUrls(profile: Profile): Profile {
  if (!profile.mappings.some(isUrl)) return profile;
  return { ...profile, mappings: profile.mappings.map((m) => (isUrl(m) ? { ...m, file: '' } : m)) };
}

function isUrl({ buildId, file }: Mapping): boolean {
  return buildId === '' && /^[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x1f\x7f]*$/.test(file);
}
