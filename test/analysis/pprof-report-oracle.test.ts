// Is what we print what `go tool pprof` prints, byte for byte, whatever the flags?
// ORACLE=all runs every profile with every set of flags, which takes an hour; without it, a part of them.
// ORACLE_SEED=7 draws one random case; the files of cases that differ are left in the temporary folder.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { UnreadableDump } from '../../src/model/problems.ts';
import type { Profile } from '../../src/model/profile.ts';
import { functionName } from '../../src/model/symbols.ts';
import { profileFile } from '../support/decode-file.ts';
import { findPprof, listOfOurs, printOfGo, printOfOurs, withOrderedTies } from '../support/go-pprof.ts';
import { Dice, randomFlags, randomProfile } from '../support/random-profiles.ts';
import { sampleWorkspace } from '../support/sample.ts';

const ALL = process.env.ORACLE === 'all';
/** For each of the tests below, so that a busy machine compares less and is not late. */
const BUDGET_MS = ALL ? 3_600_000 : 7_000;
/** Larger profiles cost `go tool pprof` seconds. */
const MOST_BYTES = ALL ? Number.POSITIVE_INFINITY : 400_000;
const tool = findPprof();
const skip = 'reason' in tool ? tool.reason : false;
const program = 'program' in tool ? tool.program : '';

const folders = [
  'sample/dumps',
  '../shared/profiles',
  '../shared/corpus/google-pprof',
  '../shared/corpus/pprofutils',
];
const files = folders.filter((folder) => fs.existsSync(folder)).flatMap(profilesIn);

/** Files that hold a protobuf profile, small ones first. */
function profilesIn(folder: string): { readonly file: string; readonly profile: Profile }[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => !/trace|debug\d|\.string$|\.json$/.test(file))
    .filter((file) => fs.statSync(file).isFile() && fs.statSync(file).size <= MOST_BYTES)
    .sort((a, b) => fs.statSync(a).size - fs.statSync(b).size)
    .flatMap((file) => {
      try {
        return { file, profile: profileFile(file) };
      } catch (error) {
        if (error instanceof UnreadableDump || error instanceof Error) return [];
        throw error;
      }
    });
}

/** Profiles that can be merged, by what they measure. */
function grouped(all: typeof files): Map<string, typeof files> {
  const groups = new Map<string, typeof files>();
  for (const one of all) {
    const key = JSON.stringify([one.profile.sampleTypes, one.profile.periodType]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return groups;
}

/** A function in the middle of the profile, as a literal expression. */
function someFunction({ symbols }: Profile, place: number): string {
  const { length } = symbols.functions;
  if (length === 0) return 'main';
  const name = functionName(symbols, Math.floor(length * place) as never);
  return name.replace(/[\\.+*?()|[\]{}^$,=]/g, '\\$&').slice(0, 60) || 'main';
}

function flagSets(profile: Profile): string[][] {
  const [a, b] = [someFunction(profile, 0.5), someFunction(profile, 0.8)];
  return [
    [],
    ['-cum'],
    ['-lines'],
    ['-files'],
    ['-filefunctions'],
    ['-noinlines'],
    ['-addresses'],
    ['-nodecount=5'],
    ['-nodecount=12', '-cum', '-lines'],
    ['-trim=false'],
    ['-nodefraction=0.1'],
    ['-nodefraction=0', '-edgefraction=0.3'],
    ['-unit=auto'],
    ['-unit=ms'],
    ['-unit=MB', '-nodecount=10'],
    ['-mean', '-nodecount=20'],
    ['-divide_by=7', '-nodecount=20'],
    [`-focus=${a}`],
    [`-ignore=${a}`, '-lines'],
    [`-hide=${b}`],
    [`-show=${a}|${b}`],
    [`-show_from=${b}`, '-cum'],
    [`-focus=${a}`, '-relative_percentages'],
    ['-hide=^runtime\\.', '-focus=main|runtime', '-nodecount=15'],
    ['-show=(?i)MAIN\\.|^net/[^.]*\\.'],
    ['-tagfocus=.'],
    ['-tagignore=a:'],
    ['-tagfocus=bytes=1kb:'],
    ['-compact_labels', '-addresses', '-noinlines', '-nodecount=10'],
  ];
}

/** Compares reports until the time is up. */
class Comparison {
  private readonly until = performance.now() + BUDGET_MS;
  private readonly different: string[] = [];
  private equal = 0;
  private refused = 0;
  private left = 0;

  top(...args: string[]): void {
    this.compare('top', args, ['-top', ...args]);
  }

  peek(regexp: string, ...args: string[]): void {
    this.compare('peek', [regexp, ...args], [`-peek=${regexp}`, ...args]);
  }

  /** Fails with the first lines that differ. */
  finish(t: TestContext): void {
    t.diagnostic(
      `${this.equal} reports equal, ${this.refused} refused by both, ${this.left} left for want of time`,
    );
    assert.ok(this.equal > 0, 'no report was compared');
    assert.equal(this.different.slice(0, 10).join('\n'), '', `${this.different.length} reports differ`);
  }

  private compare(command: 'top' | 'peek', args: readonly string[], goArgs: readonly string[]): void {
    if (performance.now() > this.until) {
      this.left++;
      return;
    }
    const ours = printOfOurs(command, args);
    let theirs = printOfGo(program, goArgs);
    // Where rows are equal in all that pprof sorts by, it prints them as its hash tables happen to lie.
    for (let again = 0; again < 8 && !isSame(ours.text, theirs.text); again++)
      theirs = printOfGo(program, goArgs);
    if (!isSame(ours.text, theirs.text))
      this.different.push(
        `${command} ${args.join(' ')}\n${firstDifference(ours.text, theirs.text)}${ours.refused}${theirs.refused}`,
      );
    else if (ours.refused !== '') this.refused++;
    else this.equal++;
  }
}

function isSame(ours: string, theirs: string): boolean {
  return ours === theirs || withOrderedTies(ours) === withOrderedTies(theirs);
}

function firstDifference(ours: string, theirs: string): string {
  const [a, b] = [ours.split('\n'), theirs.split('\n')];
  const at = a.findIndex((line, i) => line !== b[i]);
  const line = at < 0 ? a.length : at;
  return `  line ${line + 1}\n    ours   ${a[line]}\n    theirs ${b[line]}\n`;
}

/** Chooses every `n`th of the sets where not all are run. */
function some<T>(sets: readonly T[], offset: number, n: number): T[] {
  return ALL ? [...sets] : sets.filter((_, i) => (i + offset) % n === 0);
}

test('top of each profile and sample type', { skip }, (t) => {
  const comparison = new Comparison();
  files.forEach(({ file, profile }, i) => {
    profile.sampleTypes.forEach((_, index) => {
      for (const flags of some(flagSets(profile), i + index, 15))
        comparison.top(`-sample_index=${index}`, ...flags, file);
    });
  });
  comparison.finish(t);
});

test('dumps of one kind merged, compared and normalized', { skip }, (t) => {
  const comparison = new Comparison();
  const kinds = grouped(files);
  const sets = [
    [],
    ['-lines', '-cum'],
    ['-normalize'],
    ['-drop_negative', '-trim=false'],
    ['-unit=auto', '-files'],
  ];
  for (const group of kinds.values())
    group.forEach(({ file }, i) => {
      const other = group[(i + 1) % group.length].file;
      for (const base of some(['-base', '-diff_base'], i, 2))
        for (const flags of some(sets, i, 3)) comparison.top(`${base}=${other}`, ...flags, file);
      comparison.top('-nodecount=30', file, other, group[(i + 2) % group.length].file);
    });
  comparison.finish(t);
});

test('callers and callees', { skip }, (t) => {
  const comparison = new Comparison();
  some(files, 0, 2).forEach(({ file, profile }, i) => {
    const names = [someFunction(profile, 0.3), 'main\\.|\\.\\(\\*', '^runtime\\.[a-m]'];
    for (const name of some(names, i, 3))
      for (const flags of some([[], ['-lines'], ['-cum', '-noinlines'], ['-mean']], i, 4))
        comparison.peek(name, ...flags, file);
  });
  comparison.finish(t);
});

test('the lines of the sample service', { skip }, async () => {
  const { folder, remove } = sampleWorkspace('v1.8.0');
  try {
    for (const dump of ['cpu', 'mem', 'block', 'mutex'])
      for (const flags of [[], ['-noinlines'], ['-unit=kb', '-focus=runtime']]) {
        const file = path.resolve(`sample/dumps/release-v1.8.0/${dump}.pprof`);
        const expression = 'order-consumer|^main\\.';
        const theirs = printOfGo(program, [`-list=${expression}`, '-trim_path=/app', ...flags, file], folder);
        const ours = await listOfOurs(folder, [expression, ...flags, file]);
        // Told to cut /app from paths, pprof finds the files, and prints the paths without it.
        assert.equal(ours.text.replace(/ in \/app\//g, ' in '), theirs.text, `${dump} ${flags.join(' ')}`);
      }
  } finally {
    remove();
  }
});

test('profiles full of rare things, merged, compared and filtered at random', { skip }, (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'culprit-random-'));
  const comparison = new Comparison();
  const seedAsked = process.env.ORACLE_SEED;
  const first = Number(seedAsked ?? 1);
  const count = ALL ? 3000 : seedAsked === undefined ? 150 : 1;
  for (let seed = first; seed < first + count; seed++) {
    const dice = new Dice(seed);
    const draw = (name: string) => {
      const file = path.join(folder, `${seed}-${name}`);
      const shape = dice.chance(0.9) ? seed : seed + 1;
      fs.writeFileSync(file, randomProfile(shape, dice.roll(2 ** 30)));
      return file;
    };
    const sources = Array.from({ length: dice.pick([1, 1, 2, 3]) }, (_, i) => draw(`source${i}`));
    const base = dice.pick([[], [], ['-base'], ['-diff_base']]).map((flag) => `${flag}=${draw('base')}`);
    const flags = [
      ...base,
      ...(base.length > 0 && dice.chance(0.3) ? ['-normalize'] : []),
      ...randomFlags(dice),
    ];
    if (dice.chance(0.3)) comparison.peek(dice.pick(['main', '.', 'x|serve', '\\.go']), ...flags, ...sources);
    else comparison.top(...flags, ...sources);
  }
  comparison.finish(t);
  fs.rmSync(folder, { recursive: true, force: true });
});
