// What does a person see while a service is watched, and when does the capture begin?

import type * as vscode from 'vscode';
import type { CaptureOutcome } from '../../live/capture.ts';
import { CAPTURE_LIMITS } from '../../live/endpoints.ts';
import type { LiveSession } from '../../live/session.ts';
import { sizePicture } from '../../live/size-picture.ts';
import type { Target } from '../../live/target.ts';
import { type Triggers, type WatchEnd, watch } from '../../live/watch.ts';
import { inflateWithNode } from '../../outside/inflate-node.ts';
import { visibleText } from '../marks/plain-markdown.ts';
import { faultToRead, textToRead } from '../readers-language.ts';
import { WatchPanel } from './watch-panel.ts';

interface WatchedService {
  readonly session: LiveSession;
  readonly target: Target;
  readonly triggers: Triggers;
  readonly everyMs: number;
  readonly extensionUri: vscode.Uri;
  readonly signal: AbortSignal;
  /** One line for the notification. */
  readonly show: (message: string) => void;
}

/** How many looks the notification has room for. */
const BARS = 16;

/** Watches until something is passed, or asked for; then takes. Undefined when it was stopped. */
export async function watchService(
  service: WatchedService,
  take: (reason: string, tell: (message: string) => void) => Promise<CaptureOutcome>,
): Promise<CaptureOutcome | undefined> {
  const stopped = new AbortController();
  const now = new AbortController();
  const { target, triggers, everyMs } = service;
  const panel = new WatchPanel(
    service.extensionUri,
    { target: target.base, limits: triggers, everyMs },
    { takeNow: () => now.abort(), stop: () => stopped.abort() },
  );
  const end = await watchUntil(service, panel, stopped.signal, now.signal);
  if (end.kind !== 'triggered') {
    panel.tell('ended', end.kind === 'fault' ? faultToRead(end.fault) : '');
    return end.kind === 'fault' ? end : undefined;
  }
  const outcome = await take(end.reason, (message) => {
    service.show(message);
    panel.tell('taking', `${textToRead(end.reason)} · ${message}`);
  });
  panel.tell('ended', textToRead(end.reason));
  return outcome;
}

function watchUntil(
  { session, target, triggers, everyMs, signal, show }: WatchedService,
  panel: WatchPanel,
  stopped: AbortSignal,
  takeNow: AbortSignal,
): Promise<WatchEnd> {
  const request = { base: target.base, triggers, limits: CAPTURE_LIMITS, takeNow };
  return watch(
    session,
    inflateWithNode,
    {
      ...request,
      everyMs,
      forMs: Number.POSITIVE_INFINITY,
      signal: AbortSignal.any([signal, stopped]),
    },
    (state) => {
      show(visibleText(state.fault ? textToRead(state.fault.text) : sizePicture(state, BARS)));
      panel.look(state);
    },
  );
}
