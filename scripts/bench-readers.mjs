// How do the readers compare with Go's tools, with another decoder, and with the least that any reader must do?
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const out = 'out/bench';

/** Small ones while the machine is busy; the full ones are those of the promises. */
const SIZES = {
  small: {
    profiles: [
      {
        name: 'no labels, small',
        flags: ['-samples', '20000', '-depth', '40', '-funcs', '5000', '-labels', '0'],
      },
      { name: '3 labels, small', flags: ['-samples', '20000', '-depth', '40', '-funcs', '5000'] },
    ],
    traceBytes: 8e6,
    runs: 3,
  },
  medium: {
    profiles: [
      {
        name: 'no labels',
        flags: ['-samples', '200000', '-depth', '40', '-funcs', '20000', '-labels', '0'],
      },
      { name: '3 labels', flags: ['-samples', '200000', '-depth', '40', '-funcs', '20000'] },
    ],
    traceBytes: 60e6,
    runs: 1,
  },
  full: {
    profiles: [
      { name: 'no labels', flags: ['-samples', '200000', '-depth', '40', '-funcs', '20000', '-labels', '0'] },
      { name: '3 labels', flags: ['-samples', '200000', '-depth', '40', '-funcs', '20000'] },
      {
        name: 'a million samples',
        flags: ['-samples', '1000000', '-depth', '40', '-funcs', '30000', '-uniq', '50000'],
      },
    ],
    traceBytes: 200e6,
    runs: 5,
  },
};

/** The section of docs/benchmarks.md; a sentence when Go or GNU time is not there. */
export async function benchReaders(size) {
  const missing = ['go', '/usr/bin/time'].find((tool) => spawnSync(tool, ['version']).error);
  if (missing)
    return `Not measured: there is no ${missing} on this machine, which makes and measures the inputs.`;
  fs.mkdirSync(out, { recursive: true });
  await bundle();
  for (const name of ['profile-gen', 'trace-loadgen', 'parse-profile', 'iterate-trace']) buildGo(name);
  const { profiles, traceBytes, runs } = SIZES[size];
  const sections = profiles.map((profile) => profileSection(profile, runs));
  sections.push(traceSection(traceBytes, runs));
  return sections.join('\n\n');
}

async function bundle() {
  const { build } = await import('esbuild');
  const entryPoints = ['read-dump', 'read-with-pprof-format', 'floor'].map((name) => `test/bench/${name}.ts`);
  const how = {
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    minify: true,
    logLevel: 'error',
  };
  await build({ entryPoints, outdir: out, outExtension: { '.js': '.cjs' }, ...how });
}

function buildGo(name) {
  const made = spawnSync('go', ['build', '-o', path.resolve(out, name), '.'], {
    cwd: `test/generators/${name}`,
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new Error(`${name} cannot be built: ${made.stderr}`);
}

const node = (script) => [process.execPath, `${out}/${script}.cjs`];

function profileSection({ name, flags }, runs) {
  const file = `${out}/${name.replaceAll(/\W+/g, '-')}.pb.gz`;
  if (!fs.existsSync(file)) run([`${out}/profile-gen`, '-o', file, ...flags]);
  const contenders = [
    { name: 'Culprit: decode, flat and cum of every function', command: [...node('read-dump'), file] },
    { name: 'floor: inflate, look at every byte', command: [...node('floor'), file] },
    { name: 'pprof-format: decode, the same sums', command: [...node('read-with-pprof-format'), file] },
    { name: 'Go: profile.ParseData alone', command: [`${out}/parse-profile`, file] },
    { name: 'go tool pprof -top', command: ['go', 'tool', 'pprof', '-top', '-symbolize=none', file] },
  ];
  const raw = Number(run(['gzip', '-l', file]).stdout.trim().split(/\s+/)[5]);
  return section(
    `Profile, ${name}: ${megabytes(raw)} raw, ${megabytes(fs.statSync(file).size)} on disk`,
    contenders,
    runs,
  );
}

function traceSection(bytes, runs) {
  const file = `${out}/load-${bytes}.trace`;
  if (!fs.existsSync(file))
    run([`${out}/trace-loadgen`, '-o', file, '-d', '10m', '-limit', String(bytes), '-scale', '4']);
  const contenders = [
    { name: 'Culprit: births, ends and states of all goroutines', command: [...node('read-dump'), file] },
    { name: 'floor: look at every byte', command: [...node('floor'), file] },
    { name: 'golang.org/x/exp/trace: iterate only', command: [`${out}/iterate-trace`, file] },
  ];
  return section(`Trace: ${megabytes(fs.statSync(file).size)}`, contenders, runs);
}

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

/** One after the other, again and again, so that what disturbs the machine disturbs all. */
function section(title, contenders, runs) {
  const taken = contenders.map(() => []);
  for (let turn = 0; turn < runs; turn++)
    for (const [i, { command }] of contenders.entries()) taken[i].push(measure(command));
  const medians = taken.map((all) => ({
    wall: median(all.map((one) => one.wall)),
    cpu: median(all.map((one) => one.cpu)),
    peak: median(all.map((one) => one.peak)),
  }));
  const [us] = medians;
  const rows = contenders.map(({ name }, i) => {
    const { wall, cpu, peak } = medians[i];
    const ratio = (theirs, ours) => `${(theirs / ours).toFixed(2)}×`;
    return `| ${name} | ${wall.toFixed(2)} s | ${cpu.toFixed(2)} s | ${peak.toFixed(0)} MB | ${ratio(wall, us.wall)} | ${ratio(cpu, us.cpu)} |`;
  });
  return [
    `### ${title}`,
    '',
    runs === 1 ? 'One run each.' : `Medians of ${runs} runs.`,
    '',
    '| What | Time | Processor time | Peak memory | Time to ours | Processor time to ours |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...rows,
  ].join('\n');
}

function measure(command) {
  const file = `${out}/usage-${process.pid}`;
  run(['/usr/bin/time', '-o', file, '-f', '%e %U %S %M', ...command]);
  const [wall, user, system, kilobytes] = fs.readFileSync(file, 'utf8').trim().split(/\s+/).map(Number);
  fs.rmSync(file);
  return { wall, cpu: user + system, peak: kilobytes / 1024 };
}

function run([program, ...args]) {
  const done = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (done.status !== 0)
    throw new Error(`${program} ${args.join(' ')} ended with ${done.status}: ${done.stderr}`);
  return done;
}

function median(numbers) {
  return numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}
