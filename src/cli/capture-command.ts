// `culprit capture`: take the dumps of a running service, and say where they are.

import { visible } from '../documents/visible.ts';
import { type CaptureEvent, type CaptureOutcome, capture } from '../live/capture.ts';
import { compactTime } from '../live/clock.ts';
import { CAPTURE_LIMITS, type CaptureLimits } from '../live/endpoints.ts';
import type { LiveFault } from '../live/faults.ts';
import { type Manifest, manifestJson, type Size } from '../live/manifest.ts';
import type { LiveSession } from '../live/session.ts';
import { sizePicture } from '../live/size-picture.ts';
import { readTarget, type Target } from '../live/target.ts';
import { watch } from '../live/watch.ts';
import { formatCount, formatValue } from '../model/units.ts';
import type { FileSink } from '../outside/dump-sink.ts';
import { checkPlace, openSink } from '../outside/dump-sink-node.ts';
import { inflateWithNode } from '../outside/inflate-node.ts';
import { forwardPort, kubectlAmong } from '../outside/kubectl.ts';
import type { CaptureCommand } from './capture-arguments.ts';
import { faultText, interruptible, openSession, ProgressLine } from './live-world.ts';
import { runReport } from './report-command.ts';

const EXIT_OK = 0;
const EXIT_UNUSABLE = 2;
const EXIT_PARTIAL = 3;
const DEFAULT_CPU_SECONDS = 5;

interface Run {
  readonly command: CaptureCommand;
  readonly target: Target;
  /** Names the service where the target is a forwarded port. */
  readonly name: string;
  readonly session: LiveSession;
  readonly limits: CaptureLimits;
  readonly signal: AbortSignal;
  readonly line: ProgressLine;
}

/** Exit codes: 0 all was taken · 2 nothing was · 3 something is missing. */
export async function runCapture(command: CaptureCommand): Promise<number> {
  if (command.out !== undefined) await checkPlace(command.out);
  const interrupt = interruptible();
  const line = new ProgressLine();
  const place = await reach(command, interrupt.signal);
  try {
    const target = readTarget(place.url);
    if (target.warning !== '') line.say(`culprit: ${target.warning}`);
    const limits = { ...CAPTURE_LIMITS, maxBytes: command.server.maxBytes };
    const session = openSession(target, command.server);
    const name = place.name ?? target.name;
    return await captureAndTell({ command, target, name, session, limits, signal: interrupt.signal, line });
  } finally {
    line.clear();
    place.close();
    interrupt.done();
  }
}

interface Place {
  readonly url: string;
  readonly name?: string;
  close(): void;
}

async function reach({ from }: CaptureCommand, signal: AbortSignal): Promise<Place> {
  if (from.kind === 'url') return { url: from.url, close: () => {} };
  const kubectl = kubectlAmong([process.cwd()]);
  const forwarded = await forwardPort(kubectl, from.pod, signal);
  return { url: forwarded.url, name: from.pod.pod, close: () => forwarded.close() };
}

async function captureAndTell(run: Run): Promise<number> {
  const { command, line } = run;
  const reason = command.watch ? await waitForReason(run) : 'asked for';
  if (typeof reason !== 'string') return reason.exit;
  const sink = lazySink(command.out ?? `culprit-dumps-${run.name}-${compactTime(run.session.clock.now())}`);
  const outcome = await captureInto(run, sink, reason).finally(() => sink.close());
  line.clear();
  if (outcome.kind === 'fault') return complain(outcome.fault);
  const { manifest } = outcome;
  tell(manifest, sink.path, command);
  const whole = manifest.end === 'complete' && manifest.missing.every((m) => m.kind === 'left-out');
  if (!command.report) return whole ? EXIT_OK : EXIT_PARTIAL;
  const judged = await runReport({
    command: 'report',
    paths: [sink.path],
    workspace: command.workspace,
    format: command.format,
    flags: {},
  });
  return judged === EXIT_OK && !whole ? EXIT_PARTIAL : judged;
}

/** Nothing is made on the disk before the first dump is there. */
function lazySink(path: string): FileSink {
  let opened: Promise<FileSink> | undefined;
  let real = path;
  return {
    get path() {
      return real;
    },
    write: async (name, bytes) => {
      opened ??= openSink(path);
      const sink = await opened;
      real = sink.path;
      await sink.write(name, bytes);
    },
    close: async () => (await opened)?.close(),
  };
}

function captureInto(run: Run, sink: FileSink, reason: string): Promise<CaptureOutcome> {
  const { command, target, session, limits, signal, line } = run;
  const { forMs, everyMs, all, traceSeconds } = command;
  const cpu = command.cpuSeconds ?? defaultCpuSeconds(forMs);
  return capture(
    { session, sink, inflate: inflateWithNode, onEvent: (event) => show(event, line) },
    {
      ...{ base: target.base, forMs, everyMs, all, reason, limits, signal },
      record: { cpu, trace: traceSeconds },
    },
  );
}

/** Recording shall not push the second round away. */
export function defaultCpuSeconds(forMs: number): number {
  return forMs === 0
    ? DEFAULT_CPU_SECONDS
    : Math.max(1, Math.min(DEFAULT_CPU_SECONDS, Math.floor(forMs / 5000)));
}

async function waitForReason(run: Run): Promise<string | { readonly exit: number }> {
  const { command, target, session, limits, signal, line } = run;
  const { everyMs } = command;
  const { triggers, forMs } = command.watch!;
  const request = { base: target.base, everyMs, forMs, triggers, limits, signal };
  const end = await watch(session, inflateWithNode, request, (state) => {
    const text = state.fault
      ? `${state.fault.text}; trying again`
      : sizePicture(state, process.stderr.isTTY ? 24 : 0);
    if (process.stderr.isTTY) line.show(text);
    else line.say(text);
  });
  line.clear();
  if (end.kind === 'triggered') {
    line.say(`Taking the dumps: ${end.reason}.`);
    return end.reason;
  }
  if (end.kind === 'fault') return { exit: complain(end.fault) };
  line.say(end.kind === 'over' ? 'Nothing that was watched for happened.' : 'Cancelled.');
  return { exit: end.kind === 'over' ? EXIT_OK : EXIT_PARTIAL };
}

function show(event: CaptureEvent, line: ProgressLine): void {
  switch (event.kind) {
    case 'taking':
      line.show(
        `${Math.round(event.share * 100)} %  round ${event.round} of ${event.rounds}: ${event.endpoint}`,
      );
      break;
    case 'received':
      line.show(`${event.endpoint}: ${formatValue(event.bytes, 'bytes')}`);
      break;
    case 'waiting':
      line.show(`waiting for round ${event.round} of ${event.rounds}`);
      break;
    case 'missing': {
      line.say(`  not taken: ${event.missing.endpoint}: ${faultText(event.missing)}`);
      break;
    }
    case 'size':
      line.say(`  ${sizeText(event.size)}`);
      break;
    case 'took':
      if (event.dump.cut !== null) line.say(`  not whole: ${event.dump.file}: ${event.dump.cut}`);
  }
}

function sizeText({ goroutines, heapBytes }: Size): string {
  const count = goroutines === null ? '' : `${formatCount(goroutines)} goroutines, `;
  return `${count}heap ${heapBytes === null ? '–' : formatValue(heapBytes, 'bytes')}`;
}

function tell(manifest: Manifest, path: string, { format, report }: CaptureCommand): void {
  const { dumps, end } = manifest;
  const rounds = new Set(dumps.map((d) => d.round)).size;
  const ended = end === 'complete' ? '' : ` It ended early: ${end}.`;
  const taken = `${counted(dumps.length, 'dump')} in ${counted(rounds, 'round')}`;
  process.stderr.write(`${visible(`${taken}${report ? `, in ${path}` : ''}.${ended}`)}\n`);
  if (report) return;
  if (format === 'json') process.stdout.write(jsonWithPath(path, manifest));
  else process.stdout.write(`${visible(path)}\n`);
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function jsonWithPath(path: string, manifest: Manifest): string {
  return `${JSON.stringify({ path, manifest: JSON.parse(manifestJson(manifest)) as unknown }, null, 2)}\n`;
}

function complain(fault: LiveFault): number {
  process.stderr.write(`culprit: ${visible(faultText(fault))}\n`);
  return EXIT_UNUSABLE;
}
