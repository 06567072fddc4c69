// One fresh process of the benchmark: the same sums from what the package pprof-format decodes.
import fs from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Profile } from 'pprof-format';

const profile = Profile.decode(gunzipSync(fs.readFileSync(process.argv[2])));
const { strings } = profile.stringTable;

/** One row per function name, as `go tool pprof` counts them. */
const rows = new Map<string, number>();
const rowOf = new Map<number, number>();
for (const fn of profile.function) {
  const name = strings[Number(fn.name)];
  if (!rows.has(name)) rows.set(name, rows.size);
  rowOf.set(Number(fn.id), rows.get(name) ?? 0);
}
const rowsOf = new Map<number, Int32Array>();
for (const { id, line } of profile.location)
  rowsOf.set(
    Number(id),
    Int32Array.from(line, ({ functionId }) => rowOf.get(Number(functionId)) ?? 0),
  );

const types = profile.sampleType.length;
const flat = new Float64Array(rows.size * types);
const cum = new Float64Array(rows.size * types);
const totals = new Float64Array(types);
const seenBy = new Int32Array(rows.size).fill(-1);
const values = new Float64Array(types);

profile.sample.forEach((sample, s) => {
  for (let t = 0; t < types; t++) {
    values[t] = Number(sample.value[t]);
    totals[t] += Math.abs(values[t]);
  }
  const { locationId } = sample;
  for (let depth = 0; depth < locationId.length; depth++) {
    const nodes = rowsOf.get(Number(locationId[depth]));
    if (nodes === undefined) continue;
    if (depth === 0) for (let t = 0; t < types; t++) flat[nodes[0] * types + t] += values[t];
    for (let k = 0; k < nodes.length; k++) {
      const row = nodes[k];
      if (seenBy[row] === s) continue;
      seenBy[row] = s;
      for (let t = 0; t < types; t++) cum[row * types + t] += values[t];
    }
  }
});
for (const total of totals) console.log(total);
