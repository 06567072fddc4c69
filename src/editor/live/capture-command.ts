// What happens from the name of a service to the report on its dumps?

import * as vscode from 'vscode';
import { type CaptureEvent, type CaptureOutcome, type CaptureRequest, capture } from '../../live/capture.ts';
import { compactTime } from '../../live/clock.ts';
import { CAPTURE_LIMITS } from '../../live/endpoints.ts';
import type { LiveSession } from '../../live/session.ts';
import { readTarget, type Target } from '../../live/target.ts';
import { readTriggers } from '../../live/triggers.ts';
import type { Triggers } from '../../live/watch.ts';
import { nodeClock } from '../../outside/clock-node.ts';
import { openSink } from '../../outside/dump-sink-node.ts';
import { inflateWithNode } from '../../outside/inflate-node.ts';
import { forwardPort } from '../../outside/kubectl.ts';
import { visibleText } from '../marks/plain-markdown.ts';
import { errorToRead, faultToRead, textToRead } from '../readers-language.ts';
import { askCapturePlace, type CapturePlace, rememberPlace } from './capture-target.ts';
import { askPlace, mayAsk, openEditorSession, signalOf, tellFault } from './capture-world.ts';
import type { SecretsStore } from './secrets-store.ts';
import { watchService } from './watch-service.ts';

export interface CaptureDeps {
  readonly state: vscode.Memento;
  readonly secrets: SecretsStore;
  readonly extensionUri: vscode.Uri;
}

/** What the user chose. */
interface Wish {
  readonly pace: Pace;
  readonly folder: string;
  readonly extensionUri: vscode.Uri;
}

/** How long and how often; `watch` waits for something to happen first. */
interface Pace {
  readonly forMs: number;
  readonly everyMs: number;
  readonly cpuSeconds: number;
  readonly watch: Triggers | undefined;
}

interface PaceItem extends vscode.QuickPickItem {
  readonly pace: () => Promise<Pace | undefined>;
}

const EVERY_MS = 5000;

/** Asks for the service, the pace and the place; takes the dumps; opens the report on them. */
export async function captureFromService(deps: CaptureDeps): Promise<void> {
  try {
    const place = await askCapturePlace(deps.state);
    const pace = place && (await askPace());
    if (!place || !pace) return;
    const name = place.kind === 'pod' ? place.pod.pod : readTarget(place.url).name;
    const folder = await askPlace(`culprit-dumps-${name}-${compactTime(nodeClock.now())}`);
    if (folder !== undefined) await reachAndCapture(deps, place, pace, folder);
  } catch (error) {
    void vscode.window.showErrorMessage(errorToRead(error));
  }
}

async function askPace(): Promise<Pace | undefined> {
  const rounds = (forMs: number, cpuSeconds: number) => async () => ({
    ...{ forMs, cpuSeconds, everyMs: Math.max(EVERY_MS, forMs / 12), watch: undefined },
  });
  const items: PaceItem[] = [
    {
      label: vscode.l10n.t('15 Seconds'),
      description: vscode.l10n.t('four rounds: shows what grows'),
      pace: rounds(15_000, 3),
    },
    {
      label: vscode.l10n.t('1 Minute'),
      description: vscode.l10n.t('for slow growth'),
      pace: rounds(60_000, 5),
    },
    {
      label: vscode.l10n.t('One Round, Now'),
      description: vscode.l10n.t('growth stays unknown'),
      pace: rounds(0, 5),
    },
    {
      label: vscode.l10n.t('Watch…'),
      description: vscode.l10n.t('take the dumps when it has grown'),
      pace: askWatch,
    },
  ];
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('How long?') }))?.pace();
}

async function askWatch(): Promise<Pace | undefined> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Take the dumps when one of these is passed'),
    value: 'goroutines 10000, heap 1GB, goroutines 100/s, heap 5MB/s',
    ignoreFocusOut: true,
    validateInput: (value) => {
      const read = readTriggers(value);
      return typeof read === 'string' ? textToRead(read) : undefined;
    },
  });
  const triggers = text === undefined ? undefined : readTriggers(text);
  if (triggers === undefined || typeof triggers === 'string') return undefined;
  return { forMs: 15_000, everyMs: EVERY_MS, cpuSeconds: 3, watch: triggers };
}

function reachAndCapture(deps: CaptureDeps, place: CapturePlace, pace: Pace, folder: string): Thenable<void> {
  const location = vscode.ProgressLocation.Notification;
  const title = vscode.l10n.t('Culprit: capturing');
  return vscode.window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
    const signal = signalOf(token);
    const wish = { pace, folder, extensionUri: deps.extensionUri };
    const forwarded = place.kind === 'pod' ? await forwardPort(place.kubectl, place.pod, signal) : undefined;
    try {
      const target = readTarget(place.kind === 'pod' ? forwarded!.url : place.url);
      if (!(await mayAsk(target))) return;
      const { session, keep } = await openEditorSession(target, deps.secrets);
      const show = (message: string): void => progress.report({ message });
      const outcome = await watchAndCapture(session, target, wish, signal, show);
      if (!outcome || outcome.kind === 'fault') {
        if (outcome && outcome.fault.kind !== 'cancelled') tellFault(outcome.fault);
        return;
      }
      await keep();
      if (place.kind === 'url') await rememberPlace(deps.state, place.url);
      await openCaptured(folder, outcome);
    } finally {
      forwarded?.close();
    }
  });
}

async function watchAndCapture(
  session: LiveSession,
  target: Target,
  { pace, folder, extensionUri }: Wish,
  signal: AbortSignal,
  show: (message: string) => void,
): Promise<CaptureOutcome | undefined> {
  const take = (reason: string, tell: (message: string) => void) =>
    captureInto(folder, session, tell, {
      ...{ base: target.base, reason, signal, all: false, limits: CAPTURE_LIMITS },
      ...{ forMs: pace.forMs, everyMs: pace.everyMs, record: { cpu: pace.cpuSeconds, trace: 1 } },
    });
  if (!pace.watch) return take('asked for', show);
  const watched = { session, target, triggers: pace.watch, everyMs: pace.everyMs };
  return watchService({ ...watched, extensionUri, signal, show }, take);
}

/** The folder is made with the first dump. */
async function captureInto(
  folder: string,
  session: LiveSession,
  show: (message: string) => void,
  request: CaptureRequest,
): Promise<CaptureOutcome> {
  let opened: ReturnType<typeof openSink> | undefined;
  const sink = {
    write: async (name: string, bytes: Uint8Array) =>
      (await (opened ??= openSink(folder))).write(name, bytes),
  };
  const onEvent = (event: CaptureEvent): void => {
    const text = eventText(event);
    if (text !== undefined) show(text);
  };
  try {
    return await capture({ session, sink, inflate: inflateWithNode, onEvent }, request);
  } finally {
    await (await opened)?.close();
  }
}

function eventText(event: CaptureEvent): string | undefined {
  switch (event.kind) {
    case 'taking':
      return vscode.l10n.t('{0} (round {1} of {2})', visibleText(event.endpoint), event.round, event.rounds);
    case 'waiting':
      return vscode.l10n.t('waiting for round {0} of {1}', event.round, event.rounds);
    default:
      return undefined;
  }
}

/** Opens the report; what is missing is told beside it. */
async function openCaptured(folder: string, outcome: CaptureOutcome): Promise<void> {
  if (outcome.kind === 'fault') return;
  const { missing, end } = outcome.manifest;
  const told = missing.map((m) => `${m.endpoint}: ${faultToRead(m)}`);
  if (end !== 'complete') told.unshift(vscode.l10n.t('The capture ended early: {0}.', textToRead(end)));
  if (told.length > 0) void vscode.window.showWarningMessage(visibleText(told.join(' · '), 1000));
  await vscode.commands.executeCommand('culprit.openDumps', vscode.Uri.file(folder));
}
