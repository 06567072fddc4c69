// How long from a command to its answer?  npm run bench  prints a table and writes docs/benchmarks.md
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
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
  const results = rows.map((row) => ({ ...row, ...measure(row.args) }));
  const table = tableOf(results);
  console.log(table);
  fs.writeFileSync('docs/benchmarks.md', documentOf(table));
  const late = results.filter(({ seconds, limit }) => seconds > limit);
  for (const { name, seconds, limit } of late)
    console.error(`${name}: ${seconds.toFixed(2)} s, wanted under ${limit} s`);
  process.exitCode = late.length > 0 ? 1 : 0;
}

/** The median of some fresh processes: wall time in seconds, peak memory in megabytes. */
function measure(args) {
  const taken = Array.from({ length: runs }, () => runOnce([...args, '--workspace', sampleWorkspace]));
  const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
  return {
    seconds: median(taken.map(({ seconds }) => seconds)),
    megabytes: median(taken.map(({ megabytes }) => megabytes)),
  };
}

function runOnce(args) {
  const note = path.join(os.tmpdir(), `culprit-bench-${process.pid}`);
  const writePeak = `import fs from 'node:fs';process.on('exit',()=>fs.writeFileSync(${JSON.stringify(note)},String(process.resourceUsage().maxRSS)))`;
  const began = performance.now();
  const flags = ['--import', `data:text/javascript,${encodeURIComponent(writePeak)}`];
  const { status, stderr } = spawnSync(process.execPath, [...flags, 'dist/cli.js', ...args], {
    encoding: 'utf8',
  });
  const seconds = (performance.now() - began) / 1000;
  if (status !== 0) throw new Error(`culprit ${args.join(' ')} ended with ${status}: ${stderr}`);
  const megabytes = Number(fs.readFileSync(note, 'utf8')) / 1024;
  fs.rmSync(note);
  return { seconds, megabytes };
}

function tableOf(results) {
  const lines = results.map(
    ({ name, seconds, megabytes, limit }) =>
      `| ${name} | ${seconds.toFixed(2)} s | ${megabytes.toFixed(0)} MB | ${limit} s |`,
  );
  return ['| What | Time | Peak memory | Limit |', '| --- | ---: | ---: | ---: |', ...lines].join('\n');
}

function documentOf(table) {
  const [cpu] = os.cpus();
  const memory = (os.totalmem() / 2 ** 30).toFixed(0);
  const machine = `${cpu?.model.trim() ?? 'unknown processor'}, ${os.cpus().length} cores, ${memory} GiB, ${os.type()} ${os.arch()}`;
  return `# Benchmarks

From the start of the command to its end, the start of Node included: the median of ${runs} fresh processes, production
bundles. \`npm run bench\` measures again and rewrites this page.

Machine: ${machine}, Node ${process.versions.node}.

${table}
`;
}

await main();
