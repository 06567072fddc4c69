// Which samples and frames do focus, ignore, hide, show and show_from leave?
// Source of the definitions: github.com/google/pprof/profile/filter.go.

import { compileGoRegexp } from './go-regexp.ts';
import { NameMatcher, RowsBuilder, type View, withStacks } from './view.ts';

export interface NameFilters {
  readonly focus: string;
  readonly ignore: string;
  readonly hide: string;
  readonly show: string;
}

const FOCUSED = 1;
const IGNORED = 2;
const HIDDEN = 4;

/** All four at once: what is focused on is asked before frames are hidden. Names and files of functions count, and the binary's file. */
export function filterNames(view: View, filters: NameFilters): View {
  const matcher = (text: string) => (text === '' ? undefined : new NameMatcher(view, compileGoRegexp(text)));
  const [focus, ignore, hide, show] = [filters.focus, filters.ignore, filters.hide, filters.show].map(
    matcher,
  );
  if (!focus && !ignore && !hide && !show) return view;
  const sieve = new Sieve(view, { focus, ignore, hide, show });
  const { is, frames } = sieve.run();
  const left = withStacks({ ...view, frames }, (from, to, out) => {
    if (!isFocused(view.stacks.list, is, from, to)) return false;
    let empty = true;
    for (let i = from; i < to; i++) {
      const location = view.stacks.list[i];
      if (is[location] & HIDDEN) continue;
      out.push(location);
      empty = false;
    }
    return !empty;
  });
  return { ...left, unmatched: [...view.unmatched, ...sieve.unmatched()] };
}

function isFocused(locations: Int32Array, is: Uint8Array, from: number, to: number): boolean {
  let focused = false;
  for (let i = from; i < to; i++) {
    if (is[locations[i]] & IGNORED) return false;
    if (is[locations[i]] & FOCUSED) focused = true;
  }
  return focused;
}

interface Matchers {
  readonly focus: NameMatcher | undefined;
  readonly ignore: NameMatcher | undefined;
  readonly hide: NameMatcher | undefined;
  readonly show: NameMatcher | undefined;
}

/** Judges each location once. */
class Sieve {
  private readonly seen = { focus: false, ignore: false, hide: false, show: false };
  private readonly is: Uint8Array;

  constructor(
    private readonly view: View,
    private readonly by: Matchers,
  ) {
    this.is = new Uint8Array(view.profile.symbols.locations.length);
  }

  run() {
    const { frames } = this.view;
    const out = new RowsBuilder(this.is.length, frames.list.length);
    for (let l = 0; l < this.is.length; l++) {
      this.focus(l);
      for (const frame of this.shown(l, this.unhidden(l))) out.push(frame);
      out.close();
    }
    return { is: this.is, frames: out.finish() };
  }

  unmatched(): string[] {
    const names = [
      ['focus', 'Focus'],
      ['ignore', 'Ignore'],
      ['hide', 'Hide'],
      ['show', 'Show'],
    ] as const;
    return names.filter(([key]) => this.by[key] && !this.seen[key]).map(([, name]) => name);
  }

  private focus(l: number): void {
    const { focus, ignore } = this.by;
    if (ignore && this.locationMatches(l, ignore)) {
      this.seen.ignore = true;
      this.is[l] |= IGNORED;
    } else if (!focus || this.locationMatches(l, focus)) {
      this.seen.focus = true;
      this.is[l] |= FOCUSED;
    }
  }

  private unhidden(l: number): Int32Array {
    const { hide } = this.by;
    const frames = this.framesOf(l);
    if (!hide || !this.locationMatches(l, hide)) return frames;
    this.seen.hide = true;
    const left = hide.mapping(l) ? frames.subarray(0, 0) : frames.filter((f) => !hide.frame(f));
    if (left.length === 0) this.is[l] |= HIDDEN;
    return left;
  }

  private shown(l: number, frames: Int32Array): Int32Array {
    const { show } = this.by;
    if (!show) return frames;
    const left = show.mapping(l) ? frames : frames.filter((f) => show.frame(f));
    if (left.length === 0) this.is[l] |= HIDDEN;
    else this.seen.show = true;
    return left;
  }

  private locationMatches(l: number, matcher: NameMatcher): boolean {
    return this.framesOf(l).some((f) => matcher.frame(f)) || matcher.mapping(l);
  }

  private framesOf(l: number): Int32Array {
    const { start, list } = this.view.frames;
    return list.subarray(start[l], start[l + 1]);
  }
}

/** Cuts the stacks above the frame nearest the root that matches; drops samples without one. */
export function showFrom(view: View, source: string): View {
  if (source === '') return view;
  const matcher = new NameMatcher(view, compileGoRegexp(source));
  const { frames } = view;
  const locations = frames.start.length - 1;
  const matched = new Uint8Array(locations);
  const out = new RowsBuilder(locations, frames.list.length);
  for (let l = 0; l < locations; l++) {
    let end = frames.start[l + 1];
    if (matcher.mapping(l)) matched[l] = 1;
    else {
      while (end > frames.start[l] && !matcher.frame(frames.list[end - 1])) end--;
      if (end > frames.start[l]) matched[l] = 1;
      else end = frames.start[l + 1];
    }
    for (let f = frames.start[l]; f < end; f++) out.push(frames.list[f]);
    out.close();
  }
  const left = withStacks({ ...view, frames: out.finish() }, (from, to, stack) => {
    while (to > from && matched[view.stacks.list[to - 1]] === 0) to--;
    for (let i = from; i < to; i++) stack.push(view.stacks.list[i]);
    return to > from;
  });
  return matched.includes(1) ? left : { ...left, unmatched: [...left.unmatched, 'ShowFrom'] };
}
