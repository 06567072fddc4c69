// Is everything that a report says to a person known in Chinese, and is every pattern still written in English?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { CHINESE_SENTENCES, chinese, type Say } from '../../src/languages/chinese.ts';
import { markIn, reportIn } from '../../src/languages/read-report.ts';
import { NAMES } from '../../src/languages/zh/findings.ts';
import { siteRemarks } from '../../src/model/site-words.ts';
import type { Report } from '../../src/protocol/answers.ts';
import type { OpenOptions } from '../../src/protocol/queries.ts';
import { DUMP_SETS, dumpsOf, readIncidents } from '../incidents/score.ts';
import { judgeIncident, newInvestigation } from '../support/judge-incident.ts';
import { sampleDumps, sampleWorkspace } from '../support/sample.ts';
import { templatesOf, textsNamed } from './templates.ts';

/** Sentences without a pattern, of all that was asked; `say` is given to what reads a report. */
function listener(): { readonly say: Say; readonly lacking: () => readonly string[] } {
  const heard = new Set<string>();
  const say: Say = (text) => {
    for (const one of chinese().lacks(text)) heard.add(one);
    return text;
  };
  return { say, lacking: () => [...heard].sort() };
}

function listen(report: Report, say: Say): void {
  reportIn(report, say);
  for (const { site, callers, otherSites } of report.findings)
    for (const one of [site, ...callers, ...otherSites]) say(siteRemarks(one));
}

function dumpsIn(folder: string): string[] {
  return fs.readdirSync(path.join(sampleDumps, folder)).map((file) => path.join(sampleDumps, folder, file));
}

describe('Chinese has what is said of', () => {
  test('every labelled incident, by every set of its dumps', async () => {
    const { say, lacking } = listener();
    for (const incident of readIncidents())
      for (const set of DUMP_SETS) {
        const files = dumpsOf(incident, set);
        if (files.length > 0) listen(await judgeIncident(files, incident.workspace, set.options), say);
      }
    assert.deepEqual(lacking(), []);
  });

  test('the sample incident: since a release, beside a baseline, with a limit, and its lines', async () => {
    const { say, lacking } = listener();
    const { folder, remove } = sampleWorkspace('v1.8.0');
    const all = fs.readdirSync(sampleDumps);
    const named: OpenOptions = { since: 'v1.7.0', memoryLimit: 512 * 2 ** 20 };
    try {
      const sets = [
        ...all.map(dumpsIn),
        all.filter((one) => one.startsWith('release-v1.8.0')).flatMap(dumpsIn),
      ];
      for (const files of sets)
        for (const base of [undefined, 'release-v1.7.0-later'])
          for (const options of [base ? named : {}]) {
            const asked = newInvestigation();
            const inputs = (list: readonly string[]) => list.map((file) => ({ path: file, file }));
            const report = await asked.handle('open', {
              inputs: inputs(files),
              workspace: { kind: 'folders', folders: [folder] },
              options,
              ...(base ? { baseline: inputs(dumpsIn(base)) } : {}),
            });
            listen(report, say);
            for (const mark of await asked.handle('marks', null)) markIn(mark, say);
          }
    } finally {
      remove();
    }
    assert.deepEqual(lacking(), []);
  });
});

test('Chinese has every text that is written as a whole, also of libraries and faults that no incident shows', () => {
  const names = new Set([
    'title',
    'explanation',
    'fix',
    'disproof',
    'thing',
    'why',
    'verb',
    'doubt',
    'advice',
  ]);
  const texts = textsNamed(names, ['src/analysis', 'src/formats', 'src/investigation']);
  assert.ok(texts.length > 200, String(texts.length));
  assert.deepEqual([...new Set(texts.flatMap((text) => chinese().lacks(text)))], []);
});

describe('the table', () => {
  const pairs = [...CHINESE_SENTENCES, ...NAMES];
  const holes = (text: string) => [...new Set(text.match(/\{\d/g) ?? [])].sort();

  test('has the same holes on both sides', () => {
    for (const [english, other] of pairs) assert.deepEqual(holes(other), holes(english), english);
  });

  test('has each pattern once', () => {
    const seen = new Set<string>();
    const twice = pairs.filter(([english]) => seen.size === seen.add(english).size);
    assert.deepEqual(
      twice.map(([english]) => english),
      [],
    );
  });

  test('has no pattern that the sources do not write', () => {
    const templates = templatesOf([
      'src/analysis',
      'src/investigation',
      'src/model',
      'src/source',
      'src/formats',
      'src/outside',
      'src/documents',
      'src/live',
      'src/bytes',
    ]);
    const unused = CHINESE_SENTENCES.map(([english]) => english).filter((one) => !templates.write(one));
    assert.deepEqual(unused, []);
  });
});
