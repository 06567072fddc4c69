// What do Go's own tools count in the sample's dumps?
import fs from 'node:fs';

const folder = 'test/golden/incident';

/** A line of `go tool pprof -top`: flat and cum as printed. */
export interface TopLine {
  readonly flat: string;
  readonly cum: string;
}

interface GoldenTrace {
  readonly duration_ns: number;
  readonly groups: readonly {
    readonly ended: number;
    readonly creation_stacks: readonly { readonly stack: readonly string[]; readonly count: number }[];
  }[];
}

function readTop(dump: string): string {
  return fs.readFileSync(`${folder}/${dump}-top.txt`, 'utf8');
}

/** `readTotal('release-v1.8.0-mem')` is `8199.25kB`. */
export function readTotal(dump: string): string {
  const total = /% of (\S+) total/.exec(readTop(dump))?.[1];
  if (total === undefined) throw new Error(`There is no total in the golden text of ${dump}.`);
  return total;
}

export function readTopLine(dump: string, functionEnding: string): TopLine {
  const line = readTop(dump)
    .split('\n')
    .find((one) => one.replace(' (inline)', '').endsWith(functionEnding));
  const [flat, , , cum] = line?.trim().split(/\s+/) ?? [];
  if (flat === undefined || cum === undefined)
    throw new Error(`${functionEnding} is not in the golden text of ${dump}.`);
  return { flat, cum };
}

/** Goroutines whose creation stack has a frame at `place` (`reqctx.go:19`): how many were born, how many ended. */
export function readBirths(dump: string, place: string): { readonly born: number; readonly ended: number } {
  const trace = JSON.parse(fs.readFileSync(`${folder}/${dump}-trace.json`, 'utf8')) as GoldenTrace;
  const at = trace.groups.map((group) => ({
    ended: group.ended,
    stacks: group.creation_stacks.filter(({ stack }) => stack.some((frame) => frame.endsWith(place))),
  }));
  const groups = at.filter(({ stacks }) => stacks.length > 0);
  const born = groups.flatMap(({ stacks }) => stacks).reduce((sum, { count }) => sum + count, 0);
  return { born, ended: groups.reduce((sum, { ended }) => sum + ended, 0) };
}
