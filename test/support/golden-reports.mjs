// What does `go tool pprof` print of the sample's dumps, for machines without Go?
// node test/support/golden-reports.mjs writes test/golden/pprof-report/; needs Go. The first line holds the flags.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

const out = 'test/golden/pprof-report';
const bad = 'sample/dumps/release-v1.8.0';
const good = 'sample/dumps/release-v1.7.0';

const reports = {
  'cpu-default': ['-top', `${bad}/cpu.pprof`],
  'cpu-cum-lines': ['-top', '-cum', '-lines', `${bad}/cpu.pprof`],
  'cpu-nodecount-4': ['-top', '-nodecount=4', `${bad}/cpu.pprof`],
  'cpu-noinlines-filefunctions': ['-top', '-noinlines', '-filefunctions', `${bad}/cpu.pprof`],
  'cpu-samples-relative': [
    '-top',
    '-sample_index=samples',
    '-focus=collection',
    '-relative_percentages',
    `${bad}/cpu.pprof`,
  ],
  'cpu-addresses': ['-top', '-addresses', '-nodecount=15', `${bad}/cpu.pprof`],
  'cpu-show-from': ['-top', '-show_from=order-consumer', '-hide=^runtime\\.', `${bad}/cpu.pprof`],
  'cpu-diff-base': ['-top', `-diff_base=${good}/cpu.pprof`, '-nodecount=25', `${bad}/cpu.pprof`],
  'cpu-diff-normalized': [
    '-top',
    '-normalize',
    `-diff_base=${good}/cpu.pprof`,
    '-drop_negative',
    `${bad}/cpu.pprof`,
  ],
  'cpu-merged': ['-top', '-nodecount=20', `${bad}/cpu.pprof`, `${good}/cpu.pprof`],
  'mem-default': ['-top', `${bad}/mem.pprof`],
  'mem-objects-mean': ['-top', '-mean', `${bad}/mem.pprof`],
  'mem-base': ['-top', `-base=${good}/mem.pprof`, '-unit=auto', `${bad}/mem.pprof`],
  'mem-tagfocus': ['-top', '-tagfocus=bytes=1kb:', `${bad}/mem.pprof`],
  'later-allocs-ignored': ['-top', '-ignore=runtime', '-divide_by=3', `${bad}-later/allocs.pprof`],
  'later-goroutine': ['-top', '-trim=false', `${bad}-later/goroutine.pprof`],
  'block-lines': ['-top', '-lines', '-unit=ms', `${bad}/block.pprof`],
  'mutex-contentions': ['-top', '-sample_index=0', '-edgefraction=0.1', `${bad}/mutex.pprof`],
  threadcreate: ['-top', `${bad}/threadcreate.pprof`],
  'cpu-peek-drain': ['-peek=gcDrain|timingwheel', `${bad}/cpu.pprof`],
  'cpu-peek-lines-inlined': ['-peek=collection', '-lines', `${bad}/cpu.pprof`],
  'mem-peek-diff': ['-peek=collection', `-diff_base=${good}/mem.pprof`, `${bad}/mem.pprof`],
};

fs.rmSync(out, { recursive: true, force: true });
fs.mkdirSync(out, { recursive: true });
for (const [name, args] of Object.entries(reports)) {
  const text = execFileSync('go', ['tool', 'pprof', '-symbolize=none', ...args], {
    encoding: 'utf8',
    env: { ...process.env, TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  fs.writeFileSync(`${out}/${name}.txt`, `${JSON.stringify(args)}\n${text}`);
}
