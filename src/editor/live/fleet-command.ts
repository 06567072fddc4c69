// What happens from the address of Pyroscope or Parca to the report on the worst pods?

import * as vscode from 'vscode';
import { compactTime } from '../../live/clock.ts';
import type { FleetAnswer, TimeRange } from '../../live/fleet/engine.ts';
import type { ParcaOptions } from '../../live/fleet/parca.ts';
import { type EngineName, makeEngine, probeEngine } from '../../live/fleet/probe.ts';
import type { RankedPod, Trend } from '../../live/fleet/rank.ts';
import { readSelector } from '../../live/fleet/selector.ts';
import { sharedSuspects } from '../../live/fleet/shared-suspect.ts';
import { type Survey, survey } from '../../live/fleet/survey.ts';
import type { LiveSession } from '../../live/session.ts';
import { readServer, type Target } from '../../live/target.ts';
import { formatCount, formatValue } from '../../model/units.ts';
import { nodeClock } from '../../outside/clock-node.ts';
import { inflateWithNode } from '../../outside/inflate-node.ts';
import { visibleText } from '../marks/plain-markdown.ts';
import { errorToRead, textToRead } from '../readers-language.ts';
import type { Judging } from './capture-register.ts';
import { askPlace, mayAsk, openEditorSession, signalOf, tellFault } from './capture-world.ts';
import { type JudgedPods, judgePods } from './fleet-judge.ts';
import type { SecretsStore } from './secrets-store.ts';

export interface FleetDeps {
  readonly state: vscode.Memento;
  readonly secrets: SecretsStore;
  readonly judging: Judging;
}

/** What the user asked of the engine; remembered for the next time, without credentials. */
interface FleetQuestion {
  readonly url: string;
  readonly selector: string;
  readonly by: string;
  readonly lastMs: number;
}

const HOUR_MS = 3_600_000;
const USUAL: Readonly<Record<EngineName, string>> = {
  pyroscope: 'http://localhost:4040',
  parca: 'http://localhost:7070',
};
const MOST_JUDGED = 5;

/** Ends the command; its message was told, or there is nothing to tell. */
class Ended extends Error {}

export async function openFromFleet(deps: FleetDeps, name: EngineName): Promise<void> {
  try {
    const question = await askQuestion(deps.state, name);
    if (!question) return;
    const target = readServer(question.url);
    if (!(await mayAsk(target))) return;
    const { session, keep } = await openEditorSession(target, deps.secrets);
    const range = { endMs: nodeClock.now(), startMs: nodeClock.now() - question.lastMs };
    const found = await withProgress(vscode.l10n.t('asking for all pods'), (_, signal) =>
      ask({ base: target.base, session, signal, inflate: inflateWithNode }, name, question, range),
    );
    await keep();
    await deps.state.update(`culprit.fleet.${name}`, question);
    const pods = await pickPods(found);
    if (pods.length > 0) await fetchAndJudge(deps, name, found, pods, target, session);
  } catch (error) {
    if (error instanceof Ended) return;
    void vscode.window.showErrorMessage(errorToRead(error));
  }
}

async function ask(
  options: ParcaOptions,
  name: EngineName,
  { selector, by }: FleetQuestion,
  range: TimeRange,
): Promise<Survey> {
  const { engine, types } = settled(await probeEngine(options, range, name));
  return settled(await survey(engine, types, { selector, by, range }));
}

function settled<T>(answer: FleetAnswer<T>): T {
  if (answer.kind === 'answer') return answer.value;
  if (answer.kind === 'none')
    void vscode.window.showWarningMessage(visibleText(textToRead(`${answer.text}.`), 1000));
  else if (answer.fault.kind !== 'cancelled') tellFault(answer.fault);
  throw new Ended();
}

async function askQuestion(state: vscode.Memento, name: EngineName): Promise<FleetQuestion | undefined> {
  const before = state.get<Partial<FleetQuestion>>(`culprit.fleet.${name}`, {});
  const url = await askText(vscode.l10n.t('Address of the server'), before.url ?? USUAL[name], readServer);
  if (url === undefined) return undefined;
  const selector = await askText(
    vscode.l10n.t('Which service? A selector of labels'),
    before.selector ?? '{service_name="…"}',
    readSelector,
  );
  if (selector === undefined) return undefined;
  const by = await askText(vscode.l10n.t('Which label names the pod?'), before.by ?? 'pod', readLabel);
  const lastMs = by === undefined ? undefined : await askTime();
  if (by === undefined || lastMs === undefined) return undefined;
  return { url: readServer(url).base, selector: readSelector(selector), by, lastMs };
}

function readLabel(text: string): void {
  if (!/^[\w.]+$/.test(text)) throw new Error(vscode.l10n.t('A label is written like pod or service_name.'));
}

function askText(
  title: string,
  value: string,
  check: (text: string) => unknown,
): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    ...{ title, value, ignoreFocusOut: true },
    validateInput: (text) => {
      try {
        check(text);
        return undefined;
      } catch (error) {
        return errorToRead(error);
      }
    },
  });
}

async function askTime(): Promise<number | undefined> {
  const items = [1, 3, 12, 24].map((hours) => ({
    label: hours === 1 ? vscode.l10n.t('The Last Hour') : vscode.l10n.t('The Last {0} Hours', hours),
    ms: hours * HOUR_MS,
  }));
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Which time?') }))?.ms;
}

/** The growing ones are chosen already; the notes say what is not known. */
async function pickPods({ pods, counts, notes }: Survey): Promise<readonly RankedPod[]> {
  const items = pods.map((pod, i) => ({
    label: pod.pod === '' ? '–' : visibleText(pod.pod),
    description: `${trendText(pod.goroutines, formatCount)} · ${trendText(pod.heap, bytes)}`,
    picked: pod.kind === 'growing' && i < 3,
    pod,
  }));
  const grow = vscode.l10n.t('{0} of {1} pods grow. Which shall be judged?', counts.growing, pods.length);
  const title =
    counts.unknown > 0
      ? `${grow} ${vscode.l10n.t('{0} have too few profiles to tell.', counts.unknown)}`
      : grow;
  const placeHolder = visibleText(notes.map(textToRead).join(' '));
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder,
    canPickMany: true,
    ignoreFocusOut: true,
  });
  return (picked ?? []).slice(0, MOST_JUDGED).map((item) => item.pod);
}

const bytes = (value: number): string => formatValue(value, 'bytes');

function trendText(trend: Trend | null, format: (value: number) => string): string {
  const [first, last] = [trend?.points[0], trend?.points.at(-1)];
  if (!trend || !first || !last) return vscode.l10n.t('no data');
  const slope = trend.perHour === null ? '' : ` (${trend.perHour > 0 ? '+' : ''}${format(trend.perHour)}/h)`;
  return `${format(first.value)} → ${format(last.value)}${slope}`;
}

async function fetchAndJudge(
  deps: FleetDeps,
  name: EngineName,
  found: Survey,
  pods: readonly RankedPod[],
  target: Target,
  session: LiveSession,
): Promise<void> {
  const place = await askPlace(`culprit-fleet-dumps-${target.name}-${compactTime(nodeClock.now())}`);
  if (place === undefined) return;
  const judged = await withProgress(vscode.l10n.t('fetching and judging'), (show, signal) => {
    const engine = makeEngine(name, { base: target.base, session, signal, inflate: inflateWithNode });
    return judgePods({ engine, place, show, signal, judging: deps.judging }, pods);
  });
  if (judged.fault) tellFault(judged.fault);
  const [worst] = judged.pods;
  if (!worst) return;
  tellShared(found, judged);
  await vscode.commands.executeCommand('culprit.openDumps', vscode.Uri.file(worst.folder));
}

function tellShared({ pods, counts }: Survey, { pods: judged, missing }: JudgedPods): void {
  const [shared] = sharedSuspects(judged);
  const grow = vscode.l10n.t('{0} of {1} pods grow.', counts.growing, pods.length);
  const line = shared
    ? vscode.l10n.t(
        '{0} of {1} judged pods share the suspect {2}.',
        ...[
          shared.pods.length,
          judged.length,
          shared.line > 0 ? `${shared.file}:${shared.line}` : shared.file,
        ],
      )
    : vscode.l10n.t('The {0} judged pods have no suspect.', judged.length);
  void vscode.window.showInformationMessage(visibleText([line, grow, ...missing].join(' '), 1000));
}

function withProgress<T>(
  what: string,
  run: (show: (message: string) => void, signal: AbortSignal) => Promise<T>,
): Thenable<T> {
  const location = vscode.ProgressLocation.Notification;
  const options = { location, title: vscode.l10n.t('Culprit: {0}', what), cancellable: true };
  return vscode.window.withProgress(options, (progress, token) =>
    run((message) => progress.report({ message }), signalOf(token)),
  );
}
