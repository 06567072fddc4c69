// Which frames does a profile itself, or prune_from, cut away below?
// Source of the definitions: github.com/google/pprof/profile/prune.go.

import { type FunctionId, NONE, type StringId } from '../../model/ids.ts';
import { ReportRefusal } from '../../model/pprof-options.ts';
import type { Profile } from '../../model/profile.ts';
import { compileGoRegexp, type GoRegexp } from './go-regexp.ts';
import { RowsBuilder, type View, withStacks } from './view.ts';

/** The whole location goes, not only frames inlined into it. */
const WHOLE = 2;
const BENEATH = 1;

/** Cuts what the profile's own drop_frames names; patterns that Go cannot read are passed over, as pprof does. */
export function dropOwnFrames(view: View): View {
  const { dropFrames, keepFrames } = view.profile;
  if (dropFrames === '') return view;
  try {
    const drop = compileGoRegexp(`^(${dropFrames})$`);
    const keep = keepFrames === '' ? undefined : compileGoRegexp(`^(${keepFrames})$`);
    return prune(view, (name) => drop.matches(name) && !keep?.matches(name));
  } catch (e) {
    if (e instanceof ReportRefusal) return view;
    throw e;
  }
}

function prune(view: View, drops: (name: string) => boolean): View {
  const dropped = new FunctionTest(view.profile, drops);
  const { start, list } = view.frames;
  const locations = start.length - 1;
  const cut = new Uint8Array(locations);
  const out = new RowsBuilder(locations, list.length);
  for (let l = 0; l < locations; l++) {
    let f = start[l + 1] - 1;
    while (f >= start[l] && !dropped.has(list[f])) f--;
    const found = f >= start[l];
    if (found) cut[l] = f === start[l + 1] - 1 ? WHOLE : BENEATH;
    for (let i = cut[l] === BENEATH ? f + 1 : start[l]; i < start[l + 1]; i++) out.push(list[i]);
    out.close();
  }
  return withStacks({ ...view, frames: out.finish() }, (from, to, stack) => {
    const first = firstKept(view.stacks.list, cut, from, to);
    for (let i = first; i < to; i++) stack.push(view.stacks.list[i]);
    return true;
  });
}

/** Goes from the root down to the first cut below a frame that is none. */
function firstKept(locations: Int32Array, cut: Uint8Array, from: number, to: number): number {
  let foundUser = false;
  for (let i = to - 1; i >= from; i--) {
    const here = cut[locations[i]];
    if (here === 0) foundUser = true;
    else if (foundUser) return here === WHOLE ? i + 1 : i;
  }
  return from;
}

/** Cuts everything below the matching frame nearest the leaf. */
export function pruneFrom(view: View, source: string): View {
  if (source === '') return view;
  const regexp: GoRegexp = compileGoRegexp(source);
  const matching = new FunctionTest(view.profile, (name) => regexp.matches(name));
  const { start, list } = view.frames;
  const locations = start.length - 1;
  const cut = new Uint8Array(locations);
  const out = new RowsBuilder(locations, list.length);
  for (let l = 0; l < locations; l++) {
    let f = start[l];
    while (f < start[l + 1] && !matching.has(list[f])) f++;
    if (f < start[l + 1]) cut[l] = 1;
    else f = start[l];
    for (; f < start[l + 1]; f++) out.push(list[f]);
    out.close();
  }
  return withStacks({ ...view, frames: out.finish() }, (from, to, stack) => {
    let first = from;
    while (first < to && cut[view.stacks.list[first]] === 0) first++;
    for (let i = first < to ? first : from; i < to; i++) stack.push(view.stacks.list[i]);
    return true;
  });
}

/** Asks once per function, by its name without arguments; functions without a name are passed over. */
class FunctionTest {
  private readonly known: Int8Array;

  constructor(
    private readonly profile: Profile,
    private readonly test: (name: string) => boolean,
  ) {
    this.known = new Int8Array(profile.symbols.functions.length).fill(NONE);
  }

  has(frame: number): boolean {
    const { frames, functions, strings } = this.profile.symbols;
    const fn = frames.function[frame] as FunctionId;
    if (this.known[fn] === NONE) {
      const name = strings.get(functions.name[fn] as StringId);
      this.known[fn] = name !== '' && this.test(withoutArguments(name)) ? 1 : 0;
    }
    return this.known[fn] === 1;
  }
}

/** `.foo(int)` is `foo`; the brackets of `(anonymous namespace)` and `operator()` begin no arguments. */
export function withoutArguments(name: string): string {
  const bare = name.startsWith('.') ? name.slice(1) : name;
  for (const found of bare.matchAll(/\(anonymous namespace\)|operator\(\)|\(/g))
    if (found[0] === '(') return bare.slice(0, found.index);
  return bare;
}
