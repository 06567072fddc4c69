// One fresh process of the benchmark: the same sums from what the package pprof-format decodes.
import fs from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Profile } from 'pprof-format';

const profile = Profile.decode(gunzipSync(fs.readFileSync(process.argv[2])));
const names = new Map(
  profile.function.map((fn) => [Number(fn.id), profile.stringTable.strings[Number(fn.name)]]),
);
const namesOf = new Map(
  profile.location.map((location) => [
    Number(location.id),
    location.line.map((line) => names.get(Number(line.functionId)) ?? ''),
  ]),
);

for (let type = 0; type < profile.sampleType.length; type++) {
  const flat = new Map<string, number>();
  const cum = new Map<string, number>();
  let total = 0;
  for (const sample of profile.sample) {
    const value = Number(sample.value[type]);
    total += Math.abs(value);
    const seen = new Set<string>();
    sample.locationId.forEach((id, depth) => {
      (namesOf.get(Number(id)) ?? []).forEach((name, inline) => {
        if (depth === 0 && inline === 0) flat.set(name, (flat.get(name) ?? 0) + value);
        if (seen.has(name)) return;
        seen.add(name);
        cum.set(name, (cum.get(name) ?? 0) + value);
      });
    });
  }
  console.log(total);
}
