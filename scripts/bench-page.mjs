// What does a flame graph of a million samples cost, in the worker and in the page?  node scripts/bench-page.mjs
// `npm run bench` measures it with all else; alone it writes its section of docs/benchmarks.md.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensurePackages, root } from './install.mjs';

const out = 'out/bench';
const flags = ['-samples', '1000000', '-depth', '21', '-funcs', '30000', '-labels', '0', '-kind', 'heap'];
const MOST_NODES = 50_000;

export const PAGE_TITLE = '## Flame graph of a million samples';

/** The section of docs/benchmarks.md; needs the page's bundles in `dist/`. */
export async function benchPage() {
  if (spawnSync('go', ['version']).error)
    return 'Not measured: there is no Go on this machine, which makes the input.';
  fs.mkdirSync(out, { recursive: true });
  await bundle();
  const sent = `${out}/sent-tree.json`;
  const full = `${out}/full-tree.json`;
  fs.writeFileSync(full, JSON.stringify(fullTree(MOST_NODES)));
  const [tree] = run(['node', '--expose-gc', `${out}/flame-tree.cjs`, profile(), sent]);
  const [page, worst] = run(['node', `${out}/flame-page.cjs`, sent, full]);
  return tableOf(tree, page, worst);
}

function profile() {
  const file = `${out}/a-million-stacks.pb.gz`;
  if (fs.existsSync(file)) return file;
  const built = path.resolve(out, 'profile-gen');
  spawnSync('go', ['build', '-o', built, '.'], { cwd: 'test/generators/profile-gen', stdio: 'inherit' });
  spawnSync(built, ['-o', file, ...flags], { stdio: 'ignore' });
  return file;
}

async function bundle() {
  const { build } = await import('esbuild');
  await build({
    entryPoints: ['flame-tree', 'flame-page'].map((name) => `test/bench/${name}.ts`),
    ...{ outdir: out, outExtension: { '.js': '.cjs' }, external: ['playwright-core'] },
    ...{ bundle: true, platform: 'node', format: 'cjs', target: 'node20', logLevel: 'error' },
  });
}

/** As many nodes as may be sent at once, 40 deep: every box has two halves that are not equal. */
function fullTree(length) {
  const tree = {
    dump: 0,
    sampleType: 0,
    unit: 'bytes',
    names: [],
    name: [],
    parent: [],
    self: [],
    total: [],
  };
  const [depth, owner] = [[], []];
  for (let node = 0; node < length; node++) {
    const parent = node === 0 ? -1 : Math.floor((node - 1) / 2);
    const isLeft = node % 2 === 1;
    tree.parent.push(parent);
    tree.total.push(node === 0 ? 2 ** 40 : tree.total[parent] * (isLeft ? 0.6 : 0.39));
    tree.self.push(0);
    tree.name.push(node % 5000);
    depth.push(node === 0 ? 0 : depth[parent] + 1);
    owner.push(node % 3);
  }
  tree.names = Array.from(
    { length: Math.min(length, 5000) },
    (_, i) => `github.com/acme/shop/p${i % 200}.(*Type${i}).Method`,
  );
  return { ...tree, depth, owner, leftOut: 0 };
}

function run([program, ...args]) {
  const done = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (done.status !== 0) throw new Error(`${args.join(' ')} ended with ${done.status}: ${done.stderr}`);
  const lines = done.stdout.split('\n').filter((line) => line.startsWith('{'));
  return lines.map((line) => JSON.parse(line));
}

function tableOf(tree, page, worst) {
  const count = (n) => n.toLocaleString('en-US');
  const millions = `${(tree.nodes / 1e6).toFixed(1)} million nodes`;
  const rows = [
    [
      `Worker: tree of ${count(tree.samples)} samples, ${millions}, built`,
      `${(tree.ms / 1000).toFixed(2)} s (${(tree.cpu / 1000).toFixed(2)} s of a processor)`,
      '3 s',
    ],
    ['Worker: held by each node of the tree', `${tree.bytesPerNode.toFixed(1)} bytes`, '30 bytes'],
    [
      'Sent to the page at once',
      `${count(tree.sentNodes)} nodes, ${(tree.sentBytes / 1e6).toFixed(2)} MB`,
      '50,000 nodes, 2 MB',
    ],
    ...[
      [page, 'that tree'],
      [worst, `${count(MOST_NODES)} nodes`],
    ].flatMap(([{ firstPaint, median, p95, megabytes }, what]) => [
      [`Page, ${what}: first paint after the data is there`, `${firstPaint.toFixed(0)} ms`, '300 ms'],
      [
        `Page, ${what}: script and drawing of a frame, zooming and panning`,
        `median ${median.toFixed(1)} ms, 95 in 100 under ${p95.toFixed(1)} ms`,
        '16 ms',
      ],
      [`Page, ${what}: private memory of its process`, `${megabytes.toFixed(0)} MB`, '150 MB'],
    ]),
  ];
  return [
    '| What | Measured | Limit |',
    '| --- | ---: | ---: |',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  ensurePackages();
  process.chdir(root);
  const { build } = await import('./build.mjs');
  await build({ production: true, log: () => {} });
  const page = await benchPage();
  console.log(page);
  replaceSection(page);
}

/** Writes this section alone into the page of all benchmarks. */
function replaceSection(page) {
  const file = 'docs/benchmarks.md';
  const [before] = fs.readFileSync(file, 'utf8').split(PAGE_TITLE);
  fs.writeFileSync(file, `${before.trimEnd()}\n\n${PAGE_TITLE}\n\n${page}\n`);
}
