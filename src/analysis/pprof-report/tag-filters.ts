// Which samples do tagfocus and tagignore leave?
// Source of the definitions: github.com/google/pprof/internal/driver/driver_focus.go.

import { NONE, type StringId } from '../../model/ids.ts';
import { ReportRefusal } from '../../model/pprof-options.ts';
import type { Profile } from '../../model/profile.ts';
import { scale } from '../../model/units.ts';
import { compileGoRegexp, type GoRegexp } from './go-regexp.ts';
import type { View } from './view.ts';

type SampleTest = (sample: number) => boolean;

export function filterTags(view: View, tagFocus: string, tagIgnore: string): View {
  const focus = tagTest(view, tagFocus);
  const ignore = tagTest(view, tagIgnore);
  if (!focus && !ignore) return view;
  let focused = 0;
  let ignored = 0;
  const samples = view.samples.filter((s) => {
    const isFocused = focus === undefined || focus(s);
    const isIgnored = ignore?.(s) ?? false;
    focused += isFocused ? 1 : 0;
    ignored += isIgnored ? 1 : 0;
    return isFocused && !isIgnored;
  });
  const unmatched = [
    ...(focus && focused === 0 ? ['TagFocus'] : []),
    ...(ignore && ignored === 0 ? ['TagIgnore'] : []),
  ];
  return { ...view, samples, unmatched: [...view.unmatched, ...unmatched] };
}

function tagTest(view: View, filter: string): SampleTest | undefined {
  if (filter === '') return undefined;
  const equals = filter.indexOf('=');
  const key = equals < 0 ? undefined : filter.slice(0, equals);
  const value = filter.slice(equals + 1);
  const range = parseRange(value);
  if (range !== undefined) return numberTest(view, key, range);
  const regexps = value.split(',').map(compileGoRegexp);
  return key === undefined || key === '' ? anyKeyTest(view, regexps) : keyTest(view, key, regexps);
}

/** Every expression must match some `key:value`. */
function anyKeyTest({ profile }: View, regexps: readonly GoRegexp[]): SampleTest {
  const tests = regexps.map((r) => pairTest(profile, (key, value) => r.matches(`${key}:${value}`)));
  return (sample) => tests.every((test) => someText(profile, sample, test));
}

/** Any expression must match any value of the key. */
function keyTest({ profile }: View, wanted: string, regexps: readonly GoRegexp[]): SampleTest {
  const test = pairTest(profile, (key, value) => key === wanted && regexps.some((r) => r.matches(value)));
  return (sample) => someText(profile, sample, test);
}

function someText({ labels }: Profile, sample: number, test: (label: number) => boolean): boolean {
  for (let i = labels.start[sample]; i < labels.start[sample + 1]; i++)
    if (labels.text[i] !== NONE && test(i)) return true;
  return false;
}

/** Remembers the answer for each pair of key and text. */
function pairTest(
  { labels, symbols }: Profile,
  test: (key: string, value: string) => boolean,
): (label: number) => boolean {
  const known = new Map<number, boolean>();
  return (label) => {
    const pair = labels.key[label] * 2 ** 26 + labels.text[label];
    let answer = known.get(pair);
    if (answer === undefined) {
      answer = test(
        symbols.strings.get(labels.key[label] as StringId),
        symbols.strings.get(labels.text[label] as StringId),
      );
      known.set(pair, answer);
    }
    return answer;
  };
}

type NumberTest = (value: bigint, unit: string) => boolean;

function numberTest({ profile }: View, wanted: string | undefined, range: NumberTest): SampleTest {
  const { labels, symbols } = profile;
  const units = unitsOfKeys(profile);
  return (sample) => {
    for (let i = labels.start[sample]; i < labels.start[sample + 1]; i++) {
      if (labels.text[i] !== NONE) continue;
      const key = symbols.strings.get(labels.key[i] as StringId);
      if (wanted !== undefined && wanted !== '' && key !== wanted) continue;
      if (range(labels.exact.get(i) ?? BigInt(labels.number[i]), units.get(key) ?? '')) return true;
    }
    return false;
  };
}

/** The unit of a numeric label's key: the first that any sample gives, else what the key suggests. */
function unitsOfKeys({ labels, symbols }: Profile): Map<string, string> {
  const units = new Map<string, string>();
  for (let i = 0; i < labels.key.length; i++) {
    if (labels.text[i] !== NONE) continue;
    const key = symbols.strings.get(labels.key[i] as StringId);
    const unit = labels.unit[i] === NONE ? '' : symbols.strings.get(labels.unit[i] as StringId);
    units.set(key, units.get(key) || unit);
  }
  for (const [key, unit] of units)
    if (unit === '') units.set(key, key === 'alignment' || key === 'request' ? 'bytes' : key);
  return units;
}

/** `32kb` equal, `:64kb` at most, `4mb:` at least, `12kb:64mb` between; undefined when it is no range. */
function parseRange(filter: string): NumberTest | undefined {
  const found = [...filter.matchAll(/([+-]?[0-9]+)([A-Za-z]+)?/g)].slice(0, 2);
  if (found.length === 0) return undefined;
  const low = bound(found[0]);
  if (found.length === 1) {
    const text = found[0][0];
    if (filter === text) return within(low.unit, (v) => v === low.value);
    if (filter === `${text}:`) return within(low.unit, (v) => v >= low.value);
    if (filter === `:${text}`) return within(low.unit, (v) => v <= low.value);
    return undefined;
  }
  if (filter !== `${found[0][0]}:${found[1][0]}`) return undefined;
  const high = bound(found[1], low.unit);
  if (high.unit !== low.unit) return undefined;
  return within(low.unit, (v) => v >= low.value && v <= high.value);
}

function bound([, digits, unit = '']: RegExpExecArray, to = unit): { value: number; unit: string } {
  const value = BigInt(digits.replace(/^\+/, ''));
  if (BigInt.asIntN(64, value) !== value) throw new ReportRefusal(`${digits} is too large for a tag's range`);
  return scale(value, unit, to);
}

function within(unit: string, holds: (value: number) => boolean): NumberTest {
  return (value, from) => {
    const scaled = scale(value, from, unit);
    return scaled.unit === unit && holds(scaled.value);
  };
}
