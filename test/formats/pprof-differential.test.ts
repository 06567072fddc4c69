// Does an independent decoder see the same profile? pprof-format is the other one.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { Profile as Other } from 'pprof-format';
import type { Profile } from '../../src/model/profile.ts';
import { profileFile } from '../support/decode-file.ts';

const files = fs
  .readdirSync('sample/dumps', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.pprof'))
  .map((file) => `sample/dumps/${file}`);

/** pprof-format gives int64 as unsigned bigint or number. */
const int = (value: number | bigint) => BigInt.asIntN(64, BigInt(value));

function theirs(bytes: Uint8Array) {
  const p = Other.decode(bytes);
  const text = (id: number | bigint) => p.stringTable.strings[Number(id)];
  const functions = new Map(p.function.map((f) => [int(f.id), f]));
  const locations = new Map(p.location.map((l) => [int(l.id), l]));
  return {
    types: p.sampleType.map((t) => ({ type: text(t.type), unit: text(t.unit) })),
    samples: p.sample.map((s) => ({
      values: s.value.map(int),
      stack: s.locationId.flatMap((id) =>
        locations.get(int(id))!.line.map((line) => {
          const fn = functions.get(int(line.functionId))!;
          return `${text(fn.name)} ${text(fn.filename)}:${line.line}`;
        }),
      ),
      labels: s.label.map(
        (l) => `${text(l.key)}=${int(l.str) === 0n ? `${int(l.num)}${text(l.numUnit)}` : text(l.str)}`,
      ),
    })),
    mappings: p.mapping.map((m) => [
      text(m.filename),
      text(m.buildId),
      BigInt.asUintN(64, int(m.memoryStart)),
      BigInt.asUintN(64, int(m.memoryLimit)),
    ]),
    time: int(p.timeNanos),
    duration: int(p.durationNanos),
    period: int(p.period),
  };
}

function ours(p: Profile): ReturnType<typeof theirs> {
  const { strings, stacks, locations, frames, functions } = p.symbols;
  const text = (id: number) => strings.get(id as Parameters<typeof strings.get>[0]);
  const lines = (l: number) =>
    Array.from({ length: locations.frameStart[l + 1] - locations.frameStart[l] }, (_, i) => {
      const frame = locations.frameStart[l] + i;
      const fn = frames.function[frame];
      return `${text(functions.name[fn])} ${text(functions.file[fn])}:${frames.line[frame]}`;
    });
  const label = (i: number) => {
    const { key, text: value, number, exact, unit } = p.labels;
    const shown =
      value[i] >= 0
        ? text(value[i])
        : `${exact.get(i) ?? BigInt(number[i])}${unit[i] >= 0 ? text(unit[i]) : ''}`;
    return `${text(key[i])}=${shown}`;
  };
  const rangeOf = (start: Int32Array, s: number) =>
    Array.from({ length: start[s + 1] - start[s] }, (_, i) => start[s] + i);
  return {
    types: [...p.sampleTypes],
    samples: Array.from({ length: p.sampleCount }, (_, s) => ({
      values: p.values.map((v) => v.exact.get(s) ?? BigInt(v.value[s])),
      stack: rangeOf(stacks.locationStart, s).flatMap((i) => lines(stacks.locations[i])),
      labels: rangeOf(p.labels.start, s).map(label),
    })),
    mappings: p.mappings.map((m) => [m.file, m.buildId, m.start, m.limit]),
    time: p.timeNanos,
    duration: BigInt(p.durationNanos),
    period: BigInt(p.period),
  };
}

for (const file of files) {
  test(`the same samples, labels and header in ${file}`, () => {
    assert.deepEqual(ours(profileFile(file)), theirs(gunzipSync(fs.readFileSync(file))));
  });
}
