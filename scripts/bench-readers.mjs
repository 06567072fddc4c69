// How do the readers compare with Go's tools, with another decoder, and with the least that any reader must do?
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { measureGoToolTrace } from './bench-go-trace.mjs';

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
        wantedOfTop: 'at least 8',
        flags: ['-samples', '200000', '-depth', '40', '-funcs', '20000', '-labels', '0'],
      },
      {
        name: '3 labels',
        flags: ['-samples', '200000', '-depth', '40', '-funcs', '20000'],
        wantedOfTop: 'at least 50',
      },
    ],
    traceBytes: 60e6,
    runs: 1,
  },
  full: {
    profiles: [
      {
        name: 'no labels',
        flags: ['-samples', '200000', '-depth', '40', '-funcs', '20000', '-labels', '0'],
        wantedOfTop: 'at least 8',
      },
      {
        name: '3 labels',
        flags: ['-samples', '200000', '-depth', '40', '-funcs', '20000'],
        wantedOfTop: 'at least 50',
      },
      {
        name: 'a million samples',
        flags: ['-samples', '1000000', '-depth', '40', '-funcs', '30000', '-uniq', '50000'],
        withoutGoTool: true,
      },
    ],
    traceBytes: 200e6,
    runs: 5,
  },
};

/** Bytes of the inputs to which the promises apply: on small ones the start of the program is most of the time. */
const FULL_PROFILE = 25e6;
const FULL_TRACE = 200e6;

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
  sections.push(await traceSection(traceBytes, runs));
  const waited = [inputs.profile, inputs.trace].filter((file) => file !== undefined);
  sections.push(waitingSection(waited));
  return sections.join('\n\n');
}

/** The largest inputs of this run. */
const inputs = { profile: undefined, trace: undefined };

async function bundle() {
  const { build } = await import('esbuild');
  const entryPoints = ['read-dump', 'read-with-pprof-format', 'floor', 'wait'].map(
    (name) => `test/bench/${name}.ts`,
  );
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

function profileSection({ name, flags, withoutGoTool, wantedOfTop }, runs) {
  const file = `${out}/${name.replaceAll(/\W+/g, '-')}.pb.gz`;
  if (!fs.existsSync(file)) run([`${out}/profile-gen`, '-o', file, ...flags]);
  inputs.profile = file;
  const raw = Number(run(['gzip', '-l', file]).stdout.trim().split(/\s+/)[5]);
  const contenders = [
    {
      id: 'us',
      name: 'Culprit: decode, flat and cum of every function',
      command: [...node('read-dump'), file],
    },
    { id: 'floor', name: 'floor: inflate, look at every byte', command: [...node('floor'), file] },
    {
      id: 'pprofFormat',
      name: 'pprof-format: decode, the same sums',
      command: [...node('read-with-pprof-format'), file],
    },
    { id: 'parse', name: 'Go: profile.ParseData alone', command: [`${out}/parse-profile`, file] },
  ];
  const top = {
    id: 'top',
    name: 'go tool pprof -top (one run)',
    command: ['go', 'tool', 'pprof', '-top', '-symbolize=none', file],
    once: true,
  };
  if (!withoutGoTool) contenders.push(top);
  const measured = takeTurns(contenders, runs);
  const { us, floor, pprofFormat } = measured;
  const promises = [
    ...(measured.top
      ? [['`go tool pprof -top` to ours, total time', wantedOfTop, measured.top.wall / us.wall, '×']]
      : [
          ['processor time: pprof-format to ours', 'at least 4', pprofFormat.cpu / us.cpu, '×'],
          ['processor time: ours to the floor', 'at most 3.5', us.cpu / floor.cpu, '×'],
        ]),
    ['peak memory, MB', `at most ${(60 + (4 * raw) / 1e6).toFixed(0)}`, us.peak * 1.048576, ''],
  ];
  const note = withoutGoTool
    ? '`go tool pprof -top` is left out: with these labels it would need some 45 GB.'
    : '';
  return section(`Profile, ${name}: ${megabytes(raw)} raw, ${megabytes(fs.statSync(file).size)} on disk`, {
    contenders,
    measured,
    runs,
    promises: raw < FULL_PROFILE ? [] : promises,
    note,
  });
}

async function traceSection(bytes, runs) {
  const file = `${out}/load-${bytes}.trace`;
  if (!fs.existsSync(file))
    run([`${out}/trace-loadgen`, '-o', file, '-d', '10m', '-limit', String(bytes), '-scale', '4']);
  inputs.trace = file;
  const contenders = [
    {
      id: 'us',
      name: 'Culprit: births, ends and states of all goroutines',
      command: [...node('read-dump'), file],
    },
    { id: 'floor', name: 'floor: look at every byte', command: [...node('floor'), file] },
    { id: 'iterate', name: 'golang.org/x/exp/trace: iterate only', command: [`${out}/iterate-trace`, file] },
  ];
  const measured = takeTurns(contenders, runs);
  const tool = await measureGoToolTrace(file);
  measured.tool = tool;
  contenders.push({
    id: 'tool',
    name: `go tool trace until it ${tool.fault ? `listens: ${tool.fault}, not listening` : 'listens'} (one run)`,
  });
  const promises = [
    ['time: ours to iterating', 'at most 1', measured.us.wall / measured.iterate.wall, '×'],
    ['peak memory, MB', 'at most 250', measured.us.peak * 1.048576, ''],
  ];
  return section(`Trace: ${megabytes(fs.statSync(file).size)}`, {
    contenders,
    measured,
    runs,
    promises: bytes < FULL_TRACE ? [] : promises,
  });
}

/** In the editor's own worker, told by the clock. */
function waitingSection(files) {
  const rows = files.map((file) => {
    const { first, whole, answered, ended } = JSON.parse(run([...node('wait'), file]).stdout);
    const seconds = (ms) => (ms === undefined ? '' : `${(ms / 1000).toFixed(2)} s`);
    const name = `${path.basename(file)}, ${megabytes(fs.statSync(file).size)}`;
    return `| ${name} | ${seconds(first)} | ${seconds(whole)} | ${answered.toFixed(1)} ms | ${ended.toFixed(0)} ms |`;
  });
  return [
    '### Waiting in the editor',
    '',
    'One run each, in a worker: until a trace says how many goroutines were born, until the whole report is there, and',
    'the longest of seven cancels (2 to 90 % through): until the one who waits is answered (promised: under 200 ms), and',
    'until the thread has ended.',
    '',
    '| Dump | First counts | Whole report | Cancel: answered | Cancel: thread ended |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...rows,
  ].join('\n');
}

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

/** One after the other, again and again, so that what disturbs the machine disturbs all. Medians by id. */
function takeTurns(contenders, runs) {
  const taken = contenders.map(() => []);
  for (let turn = 0; turn < runs; turn++)
    for (const [i, { command, once }] of contenders.entries())
      if (turn === 0 || !once) taken[i].push(measure(command));
  return Object.fromEntries(
    contenders.map(({ id }, i) => [
      id,
      {
        wall: median(taken[i].map((one) => one.wall)),
        cpu: median(taken[i].map((one) => one.cpu)),
        peak: median(taken[i].map((one) => one.peak)),
      },
    ]),
  );
}

function section(title, { contenders, measured, runs, promises, note }) {
  const { us } = measured;
  const rows = contenders.map(({ id, name }) => {
    const { wall, cpu, peak } = measured[id];
    const ratio = (theirs, ours) => `${(theirs / ours).toFixed(2)}×`;
    return `| ${name} | ${wall.toFixed(2)} s | ${cpu.toFixed(2)} s | ${peak.toFixed(0)} MB | ${ratio(wall, us.wall)} | ${ratio(cpu, us.cpu)} |`;
  });
  return [
    `### ${title}`,
    '',
    runs === 1 ? 'One run each.' : `Medians of ${runs} runs.`,
    ...(note ? [note] : []),
    '',
    '| What | Time | Processor time | Peak memory | Time to ours | Processor time to ours |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...rows,
    ...(promises.length > 0 ? ['', '| Promised | | Measured |', '| --- | ---: | ---: |'] : []),
    ...promises.map(
      ([what, limit, value, unit]) =>
        `| ${what} | ${limit}${unit} | ${value.toFixed(unit === '' ? 0 : 2)}${unit} |`,
    ),
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
