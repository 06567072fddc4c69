// How long from a command to its answer, and how do the readers compare?  npm run bench -- [small|medium|full]
// Prints tables and writes docs/benchmarks.md. Full inputs take minutes; without a word the load decides.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { benchPage, PAGE_TITLE } from './bench-page.mjs';
import { benchReaders } from './bench-readers.mjs';
import { build } from './build.mjs';
import { ensurePackages, root } from './install.mjs';
import { ensureSampleWorkspace, sampleDumps, sampleWorkspace } from './sample.mjs';

const runs = 5;

/** Each row: what is asked of the command line, and the limit that it must keep in seconds. */
const rows = [
  { name: 'Report of the sample incident, six files', args: ['report', sampleDumps], limit: 2 },
  { name: 'The same as JSON', args: ['report', sampleDumps, '--format', 'json'], limit: 2 },
  { name: 'Its block profile alone', args: ['report', `${sampleDumps}/block.pprof`], limit: 2 },
  { name: 'Six files of the well release', args: ['report', 'sample/dumps/release-v1.7.0'], limit: 2 },
];

async function main() {
  ensurePackages();
  process.chdir(root);
  await build({ production: true, log: () => {} });
  ensureSampleWorkspace();
  // Before our own work adds to it.
  const load = os.loadavg()[0];
  const results = rows.map((row) => ({ ...row, ...measure(row.args) }));
  const table = tableOf(results);
  console.log(table);
  const size = process.argv[2] ?? (load < os.cpus().length / 2 ? 'full' : 'small');
  const readers = await benchReaders(size);
  console.log(readers);
  const page = await benchPage();
  console.log(page);
  fs.writeFileSync('docs/benchmarks.md', documentOf(table, readers, page, load));
  const late = results.filter(({ seconds, limit }) => seconds > limit);
  for (const { name, seconds, limit } of late)
    console.error(`${name}: ${seconds.toFixed(2)} s, wanted under ${limit} s`);
  process.exitCode = late.length > 0 ? 1 : 0;
}

/** The median of some fresh processes: wall and processor time in seconds, peak memory in megabytes. */
function measure(args) {
  const taken = Array.from({ length: runs }, () => runOnce([...args, '--workspace', sampleWorkspace]));
  const median = (name) => taken.map((run) => run[name]).sort((a, b) => a - b)[Math.floor(runs / 2)];
  return { seconds: median('seconds'), processor: median('processor'), megabytes: median('megabytes') };
}

/** Runs in the measured process: what it took, told to a file. */
const tell = (file) => `import fs from 'node:fs';
process.on('exit', () => fs.writeFileSync(${JSON.stringify(file)}, JSON.stringify(process.resourceUsage())));`;

function runOnce(args) {
  const file = path.join(os.tmpdir(), `culprit-bench-${process.pid}`);
  const flags = ['--import', `data:text/javascript,${encodeURIComponent(tell(file))}`];
  const began = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [...flags, 'dist/cli.js', ...args], {
    encoding: 'utf8',
  });
  const seconds = (performance.now() - began) / 1000;
  if (status !== 0) throw new Error(`culprit ${args.join(' ')} ended with ${status}: ${stderr}`);
  const { maxRSS, userCPUTime, systemCPUTime } = JSON.parse(fs.readFileSync(file, 'utf8'));
  fs.rmSync(file);
  return { seconds, processor: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 };
}

function tableOf(results) {
  const rowOf = ({ name, seconds, processor, megabytes, limit }) =>
    `| ${name} | ${seconds.toFixed(2)} s | ${processor.toFixed(2)} s | ${megabytes.toFixed(0)} MB | ${limit} s |`;
  const head = [
    '| What | Time | Processor time | Peak memory | Limit of the time |',
    '| --- | ---: | ---: | ---: | ---: |',
  ];
  return [...head, ...results.map(rowOf)].join('\n');
}

function documentOf(table, readers, page, load) {
  const [cpu] = os.cpus();
  const memory = (os.totalmem() / 2 ** 30).toFixed(0);
  const machine = `${cpu?.model.trim() ?? 'unknown processor'}, ${os.cpus().length} cores, ${memory} GiB, ${os.type()} ${os.arch()}`;
  return `# Benchmarks

From the start of the command to its end, the start of Node included: the median of ${runs} fresh processes, production
bundles. \`npm run bench\` measures again and rewrites this page.

Machine: ${machine}, Node ${process.versions.node}.${busy(load)}

${table}

## Readers

The same file to each, in fresh processes that take turns. The last columns divide by the first row: above 1
is slower than ours. Go's programs use all processors, so both times count.

${readers}

${PAGE_TITLE}

${page}
`;
}

function busy(load) {
  if (load < os.cpus().length / 2) return '';
  return `\nIt was busy with other work meanwhile (load ${load.toFixed(0)} before the start): times are too long, processor times less so.`;
}

await main();
