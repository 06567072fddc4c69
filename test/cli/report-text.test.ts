import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { NO_COLOURS } from '../../src/cli/paint.ts';
import { reportText } from '../../src/cli/report-text.ts';
import { reportJson } from '../../src/documents/report-json.ts';
import { visible } from '../../src/documents/visible.ts';
import type { Report } from '../../src/protocol/answers.ts';
import type { OpenOptions } from '../../src/protocol/queries.ts';
import { judgeIncident } from '../support/judge-incident.ts';
import { sampleDumps, sampleWorkspace } from '../support/sample.ts';

/** The lead incident's report, with the paths that a user in the sample's folder would give. */
async function leadReport(options: OpenOptions = {}): Promise<Report> {
  const workspace = sampleWorkspace('v1.8.0');
  const folder = path.join(sampleDumps, 'release-v1.8.0');
  const files = fs
    .readdirSync(folder)
    .sort()
    .map((f) => path.join('sample/dumps/release-v1.8.0', f));
  const report = await judgeIncident(files, workspace.folder, options);
  workspace.remove();
  return report;
}

/** Compares with a file that is read in review; `UPDATE_GOLDEN=1` writes it anew. */
function assertGolden(name: string, actual: string): void {
  const file = path.resolve('test/golden/cli', name);
  if (process.env.UPDATE_GOLDEN) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, actual);
  }
  assert.equal(actual, fs.readFileSync(file, 'utf8'));
}

test('the lead incident as text and as JSON', async () => {
  const report = await leadReport();
  assertGolden('lead-incident.txt', reportText(report, NO_COLOURS, 100));
  assertGolden('lead-incident.json', reportJson(report));
});

test('what the release brought, as text and as JSON', async () => {
  const report = await leadReport({ since: 'v1.7.0' });
  assertGolden('lead-incident-since.txt', reportText(report, NO_COLOURS, 100));
  assertGolden('lead-incident-since.json', reportJson(report));
});

test('no line of text is wider than asked for, unless one word is', async () => {
  const text = reportText(await leadReport(), NO_COLOURS, 80);
  assert.deepEqual(
    text.split('\n').filter((l) => l.length > 80),
    [],
  );
});

test('names from a dump cannot speak to the terminal', () => {
  assert.equal(visible('a\u001b[31mred\u202e\n'), 'a\\u{1b}[31mred\\u{202e}\\u{a}');
});
