import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import type { DumpSet, Outcome } from '../incidents/score.ts';
import {
  ALL_AND_LATER,
  ALL_SIX,
  FIVE,
  outcomesOf,
  readIncidents,
  SINGLE_FILES,
  scoreOf,
  WITHOUT_TRACE,
} from '../incidents/score.ts';

const incidents = readIncidents();
const sick = incidents.filter((i) => i.answer.kind !== 'healthy');
const healthy = incidents.filter((i) => i.answer.kind === 'healthy');

function bytesBelow(folder: string): number {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => fs.statSync(path.join(folder, file)))
    .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);
}

describe('the labelled incidents', () => {
  test('are at least 25 sick and 10 healthy services', () => {
    assert.ok(sick.length >= 25, String(sick.length));
    assert.ok(healthy.length >= 10, String(healthy.length));
  });

  for (const { name, folder } of incidents) {
    test(`${name} stays under 250 KB`, () => assert.ok(bytesBelow(folder) < 250 * 1024));
  }

  for (const { name, workspace, answer } of sick) {
    test(`${name}: the answer names lines that are there`, () => {
      const lines = fs.readFileSync(path.join(workspace, answer.file), 'utf8').split('\n');
      assert.ok(answer.lines.length > 0);
      for (const line of answer.lines) assert.match(lines[line - 1] ?? '', /\w/, `line ${line}`);
    });
  }

  test('no service is named by the product', () => {
    const sources = fs
      .readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => [file, fs.readFileSync(path.join('src', file), 'utf8')] as const);
    for (const { name, workspace } of incidents) {
      const module = /^module (\S+)/.exec(fs.readFileSync(path.join(workspace, 'go.mod'), 'utf8'))?.[1];
      assert.ok(module, name);
      for (const [file, text] of sources) assert.ok(!text.includes(module), `${file} names ${module}`);
    }
  });
});

describe('the verdict', () => {
  test('with all six dumps and the later ones: first on nine in ten, among three on all', {}, async () => {
    const outcomes = await outcomesOf(sick, ALL_AND_LATER);
    const { top1 } = scoreOf(outcomes);
    assert.ok(top1 >= 0.9 * sick.length, `${top1} of ${sick.length} first`);
    assert.deepEqual(missedBy(outcomes), []);
  });

  test('is told in at most 80 words, none of which only the compiler knows', async () => {
    for (const set of [ALL_AND_LATER, WITHOUT_TRACE])
      for (const { incident, findings } of await outcomesOf(incidents, set))
        for (const { title, explanation, fix, disproof } of findings) {
          const words = [title, explanation, fix, disproof].join(' ').split(/\s+/);
          assert.ok(words.length <= 80, `${incident.name}: ${words.length} words: ${words.join(' ')}`);
          for (const part of [title, explanation, fix, disproof]) assert.notEqual(part, '', incident.name);
          assert.doesNotMatch(
            `${title} ${explanation}`,
            /gowrap|deferwrap|\.func\d|\[\.\.\.\]/,
            incident.name,
          );
        }
  });

  test('without a trace: among the first three on four in five', async () => {
    const outcomes = await outcomesOf(sick, WITHOUT_TRACE);
    const { top3 } = scoreOf(outcomes);
    assert.ok(top3 >= 0.8 * sick.length, `${top3} of ${sick.length}; missed: ${missedBy(outcomes)}`);
  });

  for (const set of [ALL_AND_LATER, ALL_SIX, WITHOUT_TRACE, FIVE, ...SINGLE_FILES])
    test(`${set.name}: no healthy service is said to leak`, () => accusesNobody(set));
});

function missedBy(outcomes: readonly Outcome[]): string[] {
  return outcomes.filter(({ rank }) => rank < 1 || rank > 3).map(({ incident }) => incident.name);
}

async function accusesNobody(set: DumpSet): Promise<void> {
  const accused = (await outcomesOf(healthy, set)).filter((o) => o.falseAlarms.length > 0);
  assert.deepEqual(
    accused.map(({ incident, falseAlarms }) => `${incident.name} ${falseAlarms[0].site.file}`),
    [],
  );
}
