// `culprit fleet`: which pods grow, by which line, and where are their profiles?

import { visible } from '../documents/visible.ts';
import { compactTime } from '../live/clock.ts';
import type { FleetAnswer, FleetEngine, ProfileType, TimeRange } from '../live/fleet/engine.ts';
import { goroutineType, heapType } from '../live/fleet/engine.ts';
import { podFolders } from '../live/fleet/pod-folder.ts';
import { probeEngine } from '../live/fleet/probe.ts';
import type { RankedPod } from '../live/fleet/rank.ts';
import { FLEET_LIMITS } from '../live/fleet/server.ts';
import { type Survey, survey } from '../live/fleet/survey.ts';
import { readServer } from '../live/target.ts';
import { nodeClock } from '../outside/clock-node.ts';
import { checkNew, checkPlace, openSink, writeNew } from '../outside/dump-sink-node.ts';
import { inflateWithNode } from '../outside/inflate-node.ts';
import { withBuiltCommit } from './built-from.ts';
import type { FleetCommand } from './fleet-arguments.ts';
import { type FetchedPods, fetchPods } from './fleet-fetch.ts';
import { judgePods } from './fleet-judge.ts';
import { judgedJson, judgedText, type Surveyed, surveyJson, surveyText } from './fleet-text.ts';
import { faultText, interruptible, openSession, ProgressLine } from './live-world.ts';

const EXIT_OK = 0;
const EXIT_UNUSABLE = 2;
const EXIT_PARTIAL = 3;

/** What ends the command before it has something to show. */
class NothingToShow extends Error {}

interface Asking {
  readonly command: FleetCommand;
  readonly engine: FleetEngine;
  readonly types: readonly ProfileType[];
  readonly range: TimeRange;
  readonly line: ProgressLine;
}

/** Exit codes: 0 a result · 2 no data, or a refusal, in the server's words · 3 a result without some profiles. */
export async function runFleet(command: FleetCommand): Promise<number> {
  const interrupt = interruptible();
  const line = new ProgressLine();
  try {
    const target = readServer(command.url);
    if (target.warning !== '') line.say(`culprit: ${target.warning}`);
    const limits = { ...FLEET_LIMITS, maxBytes: command.server.maxBytes };
    const session = openSession(target, command.server);
    const range = rangeOf(command);
    const options = {
      base: target.base,
      session,
      limits,
      signal: interrupt.signal,
      inflate: inflateWithNode,
    };
    const { engine, types } = settled(await probeEngine(options, range, command.engine));
    return await act({ command, engine, types, range, line });
  } catch (error) {
    if (!(error instanceof NothingToShow)) throw error;
    line.say(`culprit: ${error.message}`);
    return EXIT_UNUSABLE;
  } finally {
    line.clear();
    interrupt.done();
  }
}

function rangeOf({ time }: FleetCommand): TimeRange {
  const endMs = time.endMs ?? nodeClock.now();
  return { startMs: time.startMs ?? endMs - time.lastMs, endMs };
}

function act(asking: Asking): Promise<number> {
  switch (asking.command.action) {
    case 'types':
      return listTypes(asking);
    case 'labels':
      return listLabels(asking);
    case 'rank':
      return rank(asking);
    case 'judge':
      return judge(asking);
    case 'fetch':
      return fetch(asking);
    case 'merge':
      return merge(asking);
  }
}

function settled<T>(answer: FleetAnswer<T>): T {
  if (answer.kind === 'answer') return answer.value;
  throw new NothingToShow(answer.kind === 'none' ? `${answer.text}.` : faultText(answer.fault));
}

async function listTypes({ command, types }: Asking): Promise<number> {
  printList(
    command,
    types.map((t) => t.id),
  );
  return EXIT_OK;
}

async function listLabels({ command, engine, range }: Asking): Promise<number> {
  const { label } = command;
  printList(
    command,
    settled(label === undefined ? await engine.labels(range) : await engine.labelValues(label, range)),
  );
  return EXIT_OK;
}

function printList({ format }: FleetCommand, lines: readonly string[]): void {
  process.stdout.write(
    format === 'json'
      ? `${JSON.stringify(lines, null, 2)}\n`
      : lines.map((one) => `${visible(one)}\n`).join(''),
  );
}

async function surveyed({ command, engine, types, range, line }: Asking): Promise<Surveyed> {
  line.show(`asking ${engine.name} for the goroutines and heaps of all pods`);
  const { selector, by, url } = command;
  const found: Survey = settled(await survey(engine, types, { selector, by, range }));
  return { engine: engine.name, server: readServer(url).base, selector, by, range, ...found };
}

async function rank(asking: Asking): Promise<number> {
  const found = await surveyed(asking);
  asking.line.clear();
  process.stdout.write(asking.command.format === 'json' ? surveyJson(found) : surveyText(found));
  return EXIT_OK;
}

/** Those that were named, or the worst; a pod of which nothing grows is judged only when it is named. */
function chosenPods({ pods: wanted, worst }: FleetCommand, { pods }: Survey): readonly RankedPod[] {
  if (wanted.length === 0) {
    const growing = pods.filter((p) => p.kind === 'growing').slice(0, worst);
    return growing.length > 0 ? growing : pods.slice(0, worst);
  }
  return wanted.map((name) => {
    const pod = pods.find((p) => p.pod === name);
    if (!pod) throw new NothingToShow(`no data: no pod "${name}" in this time.`);
    return pod;
  });
}

async function judge(asking: Asking): Promise<number> {
  const { command, engine, line } = asking;
  const sources = withBuiltCommit(command.sources);
  const found = await surveyed(asking);
  const fetched = someFetched(
    await fetchPods(engine, chosenPods(command, found), (text) => line.show(text)),
    line,
  );
  const judged = await judgePods(fetched.pods, { ...command, sources });
  line.clear();
  process.stdout.write(command.format === 'json' ? judgedJson(found, judged) : judgedText(found, judged));
  return exitOf(fetched);
}

/** What ended the fetching early is told; without any profile there is nothing to go on with. */
function someFetched(fetched: FetchedPods, line: ProgressLine): FetchedPods {
  const { pods, fault } = fetched;
  const missing = pods.flatMap((p) => p.missing.map((text) => `${p.pod}: ${text}`));
  if (pods.every((p) => p.dumps.length === 0))
    throw new NothingToShow(fault ? faultText(fault) : `no data: ${missing.slice(0, 3).join('; ')}.`);
  if (fault) line.say(`culprit: only ${pods.length} pods could be fetched: ${faultText(fault)}`);
  return fetched;
}

function exitOf({ pods, fault }: FetchedPods): number {
  return fault || pods.some((p) => p.missing.length > 0) ? EXIT_PARTIAL : EXIT_OK;
}

async function fetch(asking: Asking): Promise<number> {
  const { command, engine, line } = asking;
  const found = await surveyed(asking);
  const chosen = chosenPods(command, found);
  const out = command.out ?? `culprit-fleet-dumps-${compactTime(nodeClock.now())}`;
  const folderOf = podFolders();
  const places = new Map(chosen.map(({ pod }) => [pod, `${out}/${folderOf(pod)}`]));
  for (const place of places.values()) await checkPlace(place);
  const fetched = someFetched(await fetchPods(engine, chosen, (text) => line.show(text)), line);
  const folders: string[] = [];
  for (const { pod, dumps, missing } of fetched.pods) {
    for (const text of missing) line.say(`  ${pod}: ${text}`);
    if (dumps.length === 0) continue;
    const sink = await openSink(places.get(pod) ?? out);
    for (const { name, bytes } of dumps) await sink.write(name, bytes);
    folders.push(sink.path);
  }
  line.clear();
  printList(command, folders);
  return exitOf(fetched);
}

async function merge({ command, engine, types, range, line }: Asking): Promise<number> {
  const type = typeNamed(command.type, types);
  const out =
    command.out ?? `${type.sampleType.replace(/\W/g, '_')}-merged-${compactTime(nodeClock.now())}.pprof`;
  await checkNew(out);
  const { bytes, label } = settled(await engine.merge({ type, selector: command.selector, range }));
  const path = await writeNew(out, bytes);
  line.say(`This is a ${label}: read its shares, not its amounts.`);
  printList(command, [path]);
  return EXIT_OK;
}

function typeNamed(name: string, types: readonly ProfileType[]): ProfileType {
  const short = name === 'heap' ? heapType(types) : name === 'goroutine' ? goroutineType(types) : undefined;
  const type = short ?? types.find((t) => t.id === name);
  if (type) return type;
  throw new NothingToShow(
    `no data: no type "${name}" is stored; there are ${types.map((t) => t.id).join(', ')}.`,
  );
}
