// Does the total of a test run tell everything that was skipped?
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

const TESTS = `const { describe, test } = require('node:test');
describe('a suite', { skip: 'nothing is here' }, () => test('inside', () => {}));
test('alone', { skip: 'not today' }, () => {});
test('runs', () => {});
`;

test('a skipped suite counts as skipped, with its reason', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'culprit-reporter-'));
  const [file, result] = ['some.cjs', 'result.json'].map((name) => path.join(folder, name)) as [
    string,
    string,
  ];
  fs.writeFileSync(file, TESTS);
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { stdout } = spawnSync(
    process.execPath,
    ['--test', '--test-reporter=./scripts/reporter.mjs', '--test-reporter-destination=stdout', file],
    { encoding: 'utf8', env: { ...env, CULPRIT_TEST_RESULT: result } },
  );
  const { passed, failed, skipped } = JSON.parse(fs.readFileSync(result, 'utf8'));
  fs.rmSync(folder, { recursive: true });
  assert.deepEqual(
    [passed, failed, skipped.map(({ reason }: { reason: string }) => reason)],
    [1, 0, ['nothing is here', 'not today']],
  );
  assert.match(stdout, /1 passed, 2 skipped/);
});
