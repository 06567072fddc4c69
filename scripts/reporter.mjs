// What did node:test find?  Prints failures and one line per file; writes the counts where CULPRIT_TEST_RESULT says.
import fs from 'node:fs';
import path from 'node:path';
import { inspect } from 'node:util';

// biome-ignore lint/style/noDefaultExport: node:test takes the reporter from the default export
export default async function* report(events) {
  const files = new Map();
  const result = { passed: 0, failed: 0, skipped: [] };
  for await (const { type, data } of events) {
    if (type === 'test:stdout' || type === 'test:stderr') yield data.message;
    if (type === 'test:diagnostic' && data.nesting > 0) yield `    ${data.message}\n`;
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const file = fileOf(data);
    const counts = entry(files, file);
    if (data.nesting === 0) counts.ms += data.details.duration_ms;
    if (!isResult(type, data)) continue;
    // What is still to do may fail; it is told with its reason.
    const notCounted = data.skip ?? (type === 'test:fail' ? data.todo : undefined);
    if (notCounted !== undefined) {
      result.skipped.push({ name: `${file} › ${data.name}`, reason: reasonOf(notCounted) });
      counts.skipped++;
    } else if (type === 'test:pass') {
      result.passed++;
      counts.passed++;
    } else {
      result.failed++;
      counts.failed++;
      yield `\n✖ ${file} › ${data.name}\n${indent(messageOf(data.details.error))}\n`;
    }
  }
  for (const [file, counts] of files) yield line(file, counts);
  if (process.env.CULPRIT_TEST_RESULT)
    fs.writeFileSync(process.env.CULPRIT_TEST_RESULT, JSON.stringify(result));
}

/** The source file of a test: out/run-1/unit/a/b.test.cjs was bundled from test/a/b.test.ts. */
function fileOf({ file, name }) {
  const relative = path.relative(process.cwd(), file ?? name).replaceAll('\\', '/');
  return relative.replace(/^out\/run-\d+\/(unit|e2e)\//, 'test/').replace(/\.cjs$/, '.ts');
}

function entry(files, file) {
  if (!files.has(file)) files.set(file, { passed: 0, failed: 0, skipped: 0, ms: 0 });
  return files.get(file);
}

/**
 * Tests count, and so do suites that are skipped, or whose own hooks failed; what failed only because of a test inside
 * is told already.
 */
function isResult(type, { details, skip }) {
  if (type === 'test:pass') return details.type !== 'suite' || skip !== undefined;
  return type === 'test:fail' && details.error?.failureType !== 'subtestsFailed';
}

const reasonOf = (skip) => (typeof skip === 'string' && skip !== '' ? skip : 'no reason is given');

function messageOf(error) {
  const cause = error?.cause ?? error;
  return cause?.stack ?? (typeof cause === 'string' ? cause : inspect(cause));
}

const indent = (text) => text.replace(/^/gm, '  ');

function line(file, { passed, failed, skipped, ms }) {
  const parts = [`${passed} passed`, failed > 0 && `${failed} failed`, skipped > 0 && `${skipped} skipped`];
  return `  ${failed > 0 ? '✖' : '✔'} ${file.padEnd(52)} ${parts.filter(Boolean).join(', ')} (${(ms / 1000).toFixed(2)} s)\n`;
}
