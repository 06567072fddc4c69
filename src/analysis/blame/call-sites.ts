// Which first-party line does a stack lead to?
//
//   leaf  runtime.selectgo            Go
//         collection.NewCache         library
//         reqctx.WithCache:19         first-party  ◄── the call site: the line that a person can change
//   root  consumer.handle:55          first-party  ◄── its first caller

import { normaliseName } from '../../model/go-names.ts';
import { type FrameId, type FunctionId, NONE, type StackId } from '../../model/ids.ts';
import { FIRST_PARTY, type Owners } from '../../model/ownership.ts';
import { type FrameText, frameText, type Symbols, stackFrames } from '../../model/symbols.ts';
import type { OwnStack } from './blame.ts';

/** Per stack: the first-party frame nearest the leaf, or -1. */
export function callSites(symbols: Symbols, owners: Owners): Int32Array {
  const { stacks } = symbols;
  const ofLocation = firstPartyFrames(symbols, owners);
  const sites = new Int32Array(stacks.length).fill(NONE);
  for (let stack = 0; stack < stacks.length; stack++) {
    for (let i = stacks.locationStart[stack]; i < stacks.locationStart[stack + 1]; i++) {
      const frame = ofLocation[stacks.locations[i]];
      if (frame === NONE) continue;
      sites[stack] = frame;
      break;
    }
  }
  return sites;
}

function firstPartyFrames(symbols: Symbols, owners: Owners): Int32Array {
  const { locations, frames } = symbols;
  const first = new Int32Array(locations.length).fill(NONE);
  for (let location = 0; location < locations.length; location++) {
    for (let f = locations.frameStart[location]; f < locations.frameStart[location + 1]; f++) {
      if (owners[frames.function[f]] !== FIRST_PARTY) continue;
      first[location] = f;
      break;
    }
  }
  return first;
}

/** The first-party frames of a stack, nearest the leaf first: the call site, then its callers. */
export function firstPartyPath(symbols: Symbols, owners: Owners, stack: StackId): FrameText[] {
  return stackFrames(symbols, stack)
    .filter((f) => isFirstParty(symbols, owners, f))
    .map((f) => frameText(symbols, f));
}

/** What a goroutine with this stack runs. */
export function ownStack(symbols: Symbols, owners: Owners, stack: StackId): OwnStack {
  const frames = stackFrames(symbols, stack);
  const innermost = frames.findIndex((f) => isFirstParty(symbols, owners, f));
  return {
    path: firstPartyPath(symbols, owners, stack).reverse(),
    below: frames
      .slice(0, innermost < 0 ? frames.length : innermost)
      .map((f) => normaliseName(frameText(symbols, f).function)),
  };
}

export function isFirstParty(symbols: Symbols, owners: Owners, frame: FrameId): boolean {
  return owners[symbols.frames.function[frame] as FunctionId] === FIRST_PARTY;
}

/** Text that is equal for the same line of code in every dump of one build. */
export function siteKey(frame: FrameText): string {
  return `${frame.file}\n${frame.line}`;
}
