// Does the tree hold what the report says, and can one walk from suspect to suspect?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findNode, type SuspectNode, suspectNodes } from '../../src/editor/suspects/suspect-nodes.ts';
import { neighbour } from '../../src/editor/suspects/suspect-walk.ts';
import { untranslated } from '../../src/editor/translate.ts';
import type { Report, ReportFinding, Site } from '../../src/protocol/answers.ts';

const site = (file: string, line: number, mappedBy: Site['mappedBy'] = 'main-module'): Site => ({
  file,
  line,
  function: 'example.test/app/a.F',
  mappedBy,
});

const finding: ReportFinding = {
  rank: 1,
  rule: 'r',
  kind: 'goroutine-leak',
  title: 'A cache is built',
  confidence: 0.97,
  site: site('internal/a/a.go', 19),
  callers: [site('main.go', 5), site('/go/pkg/mod/x/x.go', 7, 'none')],
  otherSites: [],
  figures: [],
  evidence: [{ dump: 'dumps/trace.out', text: '24 born', value: 24, unit: 'goroutines' }],
  explanation: 'why',
  fix: '',
  disproof: '',
  excerpt: null,
  lineText: '',
  pictures: [],
};

const report: Report = { name: 'r', subtitle: '', dumps: [], findings: [finding], setCheck: [] };

const drawn = (nodes: readonly SuspectNode[], depth = 0): string[] =>
  nodes.flatMap((node) => [
    `${'  '.repeat(depth)}${node.label} | ${node.description}${node.site ? ' →' : ''}`,
    ...drawn(node.children, depth + 1),
  ]);

test('finding, evidence, callers; only places of the workspace lead somewhere', () => {
  assert.deepEqual(drawn(suspectNodes(report, untranslated)), [
    'a.go:19 | A cache is built · 97\u00a0% →',
    '  trace.out | 24 born',
    '  Called from | 2',
    '    main.go:5 | a.F →',
    '    x.go:7 | a.F',
  ]);
});

test('every node is found by its id, and nothing by another', () => {
  const nodes = suspectNodes({ ...report, findings: [finding, finding] }, untranslated);
  const all = (list: readonly SuspectNode[]): SuspectNode[] =>
    list.flatMap((node) => [node, ...all(node.children)]);
  const ids = all(nodes).map(({ id }) => id);
  assert.equal(new Set(ids).size, 10);
  for (const id of ids) assert.equal(findNode(nodes, id)?.id, id);
  assert.equal(findNode(nodes, '../../etc/passwd'), undefined);
});

test('hostile names are told, not drawn', () => {
  const evil = { ...finding, title: 'a\u202eb\nc' };
  const [node] = suspectNodes({ ...report, findings: [evil] }, untranslated);
  assert.equal(node!.description, 'a\\u{202E}b c · 97\u00a0%');
});

test('from suspect to suspect, round and round, past those outside the workspace', () => {
  const outside = { ...finding, site: site('x.go', 1, 'none') };
  const findings = [finding, outside, finding];
  const walk = (from: number, step: 1 | -1) => neighbour(findings, from, step);
  assert.deepEqual([walk(-1, 1), walk(0, 1), walk(2, 1)], [0, 2, 0]);
  assert.deepEqual([walk(-1, -1), walk(2, -1), walk(0, -1)], [2, 0, 2]);
  assert.equal(neighbour([outside], -1, 1), undefined);
  assert.equal(neighbour([], -1, 1), undefined);
});
