// What do the labelled incidents' services leave behind?  npm run incidents [NAME…]
//
// Each test/incidents/NAME/workspace is built and run for a few seconds, and its dumps are taken over HTTP
// in the order in which an operator would take them. Needs Go; the services talk on loopback only.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import zlib from 'node:zlib';
import { root } from './install.mjs';

const folder = path.join(root, 'test/incidents');
/** The most that the dumps, sources and answer of one incident may take. */
const MAX_BYTES = 250 * 1024;

/** How a capture goes unless the incident's capture.json says otherwise. Times are milliseconds. */
const USUAL = {
  /** From the first word of the service to the first dump. */
  warmUp: 1000,
  trace: 200,
  /** net/http/pprof takes whole seconds. */
  cpuSeconds: 1,
  /** From the block profile to the later goroutine listing. */
  beforeLater: 700,
  env: {},
  /** Package of a neighbour that runs beside the service; the service finds its address in PEER_ADDR. */
  peer: null,
};

/** The safety net: a service ends by itself after this time. */
const LIFE_SECONDS = 20;

async function main() {
  const wanted = process.argv.slice(2);
  if (spawnSync('go', ['version']).status !== 0) {
    console.error('The dumps are made with Go, which was not found. The recorded ones stay as they are.');
    process.exit(1);
  }
  const all = fs.readdirSync(folder).filter((name) => fs.existsSync(path.join(folder, name, 'workspace')));
  const unknown = wanted.filter((name) => !all.includes(name));
  if (unknown.length > 0) {
    console.error(`There is no incident "${unknown.join('", "')}". There are: ${all.join(', ')}.`);
    process.exit(2);
  }
  for (const name of wanted.length > 0 ? wanted : all) await remake(name);
}

/** Builds, runs and dumps one service. */
async function remake(name) {
  const home = path.join(folder, name);
  const how = { ...USUAL, ...readJson(path.join(home, 'capture.json')) };
  const build = buildPlace(name);
  try {
    fs.cpSync(path.join(home, 'workspace'), build, { recursive: true });
    const programs = compile(build, how);
    const files = await capture(programs, how);
    store(path.join(home, 'dumps'), files);
  } finally {
    fs.rmSync(build, { recursive: true, force: true });
  }
  console.log(`${name.padEnd(34)} ${summary(home)}`);
}

function readJson(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {};
}

/** Dumps name the folder that a program was built in: /app as in a container, where that can be made. */
function buildPlace(name) {
  if (process.platform === 'linux' && process.getuid?.() === 0 && !fs.existsSync('/app')) return '/app';
  const place = path.join(os.tmpdir(), 'build', name);
  fs.rmSync(place, { recursive: true, force: true });
  return place;
}

/** The programs lie outside of their sources, which a container does not have either. */
function compile(place, { peer }) {
  const bin = fs.mkdtempSync(path.join(os.tmpdir(), 'service-'));
  const build = (from, to) => {
    const program = path.join(bin, to);
    const { status, stderr } = spawnSync('go', ['build', '-o', program, from], {
      cwd: place,
      encoding: 'utf8',
      env: { ...process.env, GOFLAGS: '-mod=mod -buildvcs=false', GOTOOLCHAIN: 'local', CGO_ENABLED: '0' },
    });
    if (status !== 0) throw new Error(`go build: ${stderr}`);
    return program;
  };
  return { bin, service: build(mainPackage(place, peer), 'service'), peer: peer && build(peer, 'peer') };
}

/** The one below cmd/ that is not the neighbour, or the module's own folder. */
function mainPackage(place, peer) {
  const commands = path.join(place, 'cmd');
  const names = fs.existsSync(commands) ? fs.readdirSync(commands) : [];
  return names.map((name) => `./cmd/${name}`).find((name) => name !== peer) ?? '.';
}

/** Runs the service, with its neighbour if it has one, and gives name → bytes for each dump. */
async function capture({ bin, service, peer }, how) {
  const running = [];
  const start = (program, args, env) => {
    const child = run(program, args, env);
    running.push(child);
    return child.address;
  };
  try {
    const env = { PATH: process.env.PATH, TZ: 'UTC', ...how.env };
    if (peer) env.PEER_ADDR = await start(peer, [], env);
    const debug = await start(service, ['-debug-addr', '127.0.0.1:0', '-for', `${LIFE_SECONDS}s`], env);
    await sleep(how.warmUp);
    return await dumpAll(`http://${debug}/debug/pprof`, how);
  } finally {
    for (const child of running.reverse()) await child.end();
    fs.rmSync(bin, { recursive: true, force: true });
  }
}

/** A running program, and the first loopback address that it says. */
function run(program, args, env) {
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const address = new Promise((resolve, reject) => {
    let text = '';
    const read = (chunk) => {
      text = (text + chunk).slice(-4096);
      const found = /127\.0\.0\.1:\d+/.exec(text);
      if (found) resolve(found[0]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', () => reject(new Error(`${path.basename(program)} ended: ${text}`)));
  });
  const end = async () => {
    child.kill('SIGTERM');
    await Promise.race([ended, sleep(500)]);
    child.kill('SIGKILL');
    await ended;
  };
  return { address, end };
}

async function dumpAll(base, { trace, cpuSeconds, beforeLater }) {
  const files = new Map();
  const take = async (file, query, pack = (bytes) => bytes) => {
    const answer = await fetch(`${base}/${query}`);
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (!answer.ok) throw new Error(`${query}: ${answer.status} ${bytes}`);
    files.set(file, pack(bytes));
  };
  const gzip = (bytes) => zlib.gzipSync(bytes, { level: 9 });
  await take('heap.pprof', 'heap');
  await take('threadcreate.pprof', 'threadcreate');
  await take('trace.out.gz', `trace?seconds=${trace / 1000}`, gzip);
  await take('cpu.pprof', `profile?seconds=${cpuSeconds}`);
  await take('mutex.pprof', 'mutex');
  await take('block.pprof', 'block');
  await sleep(beforeLater);
  await take('later/goroutine.pprof', 'goroutine');
  await take('later/goroutine-debug2.txt.gz', 'goroutine?debug=2', gzip);
  await take('later/heap.pprof', 'heap');
  return files;
}

function store(dumps, files) {
  for (const [file, bytes] of files) holdsNoPathOf(file, bytes);
  fs.rmSync(dumps, { recursive: true, force: true });
  fs.mkdirSync(path.join(dumps, 'later'), { recursive: true });
  for (const [file, bytes] of files) fs.writeFileSync(path.join(dumps, file), bytes);
}

/** What is committed must not tell where it was made. */
function holdsNoPathOf(file, bytes) {
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? zlib.gunzipSync(bytes) : bytes;
  if (plain.includes(root)) throw new Error(`${file} names ${root}`);
}

function summary(home) {
  const files = fs
    .readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
  const size = (file) => fs.statSync(file).size;
  const total = files.reduce((sum, file) => sum + size(file), 0);
  const large = files.filter((file) => size(file) > 20 * 1024);
  const parts = large.map((file) => `${path.basename(file)} ${kilobytes(size(file))}`).join(', ');
  const verdict = total > MAX_BYTES ? `  TOO LARGE, at most ${kilobytes(MAX_BYTES)}` : '';
  return `${kilobytes(total)}${parts && ` (${parts})`}${verdict}`;
}

const kilobytes = (bytes) => `${(bytes / 1024).toFixed(0)} KB`;

await main();
