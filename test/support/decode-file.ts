// What is in this file, as the product reads it?
import fs from 'node:fs';
import { DEFAULT_LIMITS } from '../../src/bytes/decode-context.ts';
import { sourceOf } from '../../src/bytes/source.ts';
import { decode } from '../../src/formats/decode.ts';
import type { Dump } from '../../src/model/dump.ts';
import type { Profile } from '../../src/model/profile.ts';
import { inflateWithNode } from '../../src/outside/inflate-node.ts';

export const nodeContext = { inflate: inflateWithNode, limits: DEFAULT_LIMITS };

export function decodeBytes(bytes: Uint8Array): Dump {
  return decode(sourceOf(bytes), nodeContext);
}

export function decodeFile(path: string): Dump {
  return decodeBytes(fs.readFileSync(path));
}

export function profileOf(bytes: Uint8Array): Profile {
  const dump = decodeBytes(bytes);
  if (dump.kind !== 'profile') throw new Error(`a ${dump.kind} where a profile was expected`);
  return dump;
}

export function profileFile(path: string): Profile {
  return profileOf(fs.readFileSync(path));
}
