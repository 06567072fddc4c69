// Does a line lead to the finding that speaks of it?
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findingFor } from '../../src/editor/suspects/finding-for.ts';
import type { ReportFinding, Site } from '../../src/protocol/answers.ts';

const site = (file: string, line: number, fn: string): Site => ({
  ...{ file, line, function: fn, mappedBy: 'main-module' },
});

const finding = (rank: number, at: Site, callers: readonly Site[] = []): ReportFinding => ({
  ...{ rank, rule: 'r', kind: 'goroutine-leak', title: 't', confidence: 1, site: at, callers },
  ...{ otherSites: [], figures: [], evidence: [], explanation: '', fix: '', disproof: '' },
  ...{ excerpt: null, lineText: '', pictures: [] },
});

const findings = [
  finding(1, site('a.go', 19, 'a.F'), [site('main.go', 5, 'main.main')]),
  finding(2, site('main.go', 5, 'main.main')),
];

test('its own line goes before being a caller, and that before the function', () => {
  assert.equal(findingFor({ findings }, site('a.go', 19, 'a.F'))?.rank, 1);
  assert.equal(findingFor({ findings }, site('main.go', 5, 'main.main'))?.rank, 2);
  assert.equal(findingFor({ findings: findings.slice(0, 1) }, site('main.go', 5, 'main.main'))?.rank, 1);
  assert.equal(findingFor({ findings }, site('a.go', 22, 'a.F'))?.rank, 1);
  assert.equal(findingFor({ findings }, site('b.go', 19, 'b.F')), undefined);
});
