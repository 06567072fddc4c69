// How long until `go tool trace` can be looked at, and what does it take? It may not take the machine.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';

/** It is ended when it holds more, or works longer. */
const MOST_MEGABYTES = 12_000;
const MOST_SECONDS = 150;
const LOOK_MILLISECONDS = 100;

/** Seconds, processor seconds and peak megabytes until it listens; `fault` says why it was ended before. */
export function measureGoToolTrace(file) {
  const program = spawnSync('go', ['tool', '-n', 'trace'], { encoding: 'utf8' }).stdout.trim();
  const began = performance.now();
  // No page is opened: `true` stands for the browser.
  const tool = spawn(program, ['-http=127.0.0.1:0', file], { env: { ...process.env, BROWSER: 'true' } });
  let taken = { cpu: 0, peak: 0 };
  return new Promise((resolve) => {
    let isDone = false;
    const end = (fault) => {
      if (isDone) return;
      isDone = true;
      taken = usage(tool.pid) ?? taken;
      const wall = (performance.now() - began) / 1000;
      clearInterval(watch);
      tool.once('exit', () => resolve({ wall, ...taken, ...(fault ? { fault } : {}) }));
      if (!tool.kill('SIGKILL')) resolve({ wall, ...taken, fault: fault ?? 'it ended by itself' });
    };
    const watch = setInterval(() => {
      taken = usage(tool.pid) ?? taken;
      if (taken.peak > MOST_MEGABYTES) end(`ended at ${MOST_MEGABYTES} MB`);
      else if (performance.now() - began > MOST_SECONDS * 1000) end(`ended after ${MOST_SECONDS} s`);
    }, LOOK_MILLISECONDS);
    const listen = (text) => {
      if (/listening on/i.test(String(text))) end();
    };
    tool.stdout.on('data', listen);
    tool.stderr.on('data', listen);
    tool.on('exit', () => end('it ended by itself'));
  });
}

/** What a process took so far, as Linux tells it. */
function usage(pid) {
  try {
    const peak = Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
    const [user, system] = fs
      .readFileSync(`/proc/${pid}/stat`, 'utf8')
      .split(') ')[1]
      .split(' ')
      .slice(11, 13);
    return { cpu: (Number(user) + Number(system)) / 100, peak };
  } catch {
    return undefined;
  }
}
