// How often is the verdict right?  npm run accuracy [NAME…] [-- --all-rows]
//
// Judges every labelled incident of test/incidents with several sets of its dumps, and prints, per set, how often
// the labelled line was first (top-1) or among the first three (top-3), and the healthy services that were accused.
// Below it: each miss, with what was said instead.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensurePackages, root } from './install.mjs';

const LABEL = 32;

async function main() {
  const allRows = process.argv.includes('--all-rows');
  const names = process.argv.slice(2).filter((arg) => !arg.startsWith('-'));
  ensurePackages();
  process.chdir(root);
  const score = await bundled('test/incidents/score.ts');
  const incidents = score.readIncidents().filter((i) => names.length === 0 || names.includes(i.name));
  if (incidents.length === 0) {
    console.error(
      `There is no such incident. There are: ${score
        .readIncidents()
        .map((i) => i.name)
        .join(', ')}.`,
    );
    process.exit(2);
  }
  const results = [];
  for (const set of score.DUMP_SETS) results.push({ set, outcomes: await score.outcomesOf(incidents, set) });
  printTable(results.map(({ set, outcomes }) => ({ set, ...score.scoreOf(outcomes) })));
  const detailed = allRows ? results : results.filter(({ set }) => !score.SINGLE_FILES.includes(set));
  for (const result of detailed) printMisses(result, allRows);
}

/** The product's own judgement, bundled as the tests are. */
async function bundled(source) {
  const esbuild = await import('esbuild');
  const outfile = path.join(root, 'out', `accuracy-${process.pid}`, 'score.cjs');
  try {
    await esbuild.build({
      entryPoints: [source],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      logLevel: 'error',
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    fs.rmSync(path.dirname(outfile), { recursive: true, force: true });
  }
}

function printTable(rows) {
  console.log(
    `${'dumps'.padEnd(LABEL)}${['top-1', 'top-3', 'false alarms'].map((t) => t.padStart(16)).join('')}`,
  );
  for (const { set, sick, top1, top3, healthy, falseAlarms } of rows) {
    const cells = [share(top1, sick), share(top3, sick), `${falseAlarms} of ${healthy}`];
    console.log(`${set.name.padEnd(LABEL)}${cells.map((cell) => cell.padStart(16)).join('')}`);
  }
}

function share(part, whole) {
  return whole === 0 ? '–' : `${part}/${whole} ${((100 * part) / whole).toFixed(0).padStart(3)} %`;
}

/** Rows for what was not first, and for healthy services that were accused. */
function printMisses({ set, outcomes }, allRows) {
  const missed = outcomes.filter(
    ({ rank, falseAlarms, incident }) =>
      falseAlarms.length > 0 || (incident.answer.kind !== 'healthy' && (allRows || rank !== 1)),
  );
  if (missed.length === 0) return;
  console.log(`\n${set.name}`);
  for (const outcome of missed) printOutcome(outcome);
}

function printOutcome({ incident, rank, falseAlarms, findings }) {
  const { kind, file, lines } = incident.answer;
  if (kind === 'healthy') {
    console.log(`  ${incident.name.padEnd(LABEL)} accused`);
    for (const finding of falseAlarms) console.log(`      ${said(finding)}`);
    return;
  }
  const wanted = `${kind} ${file}:${lines.join(',')}`;
  console.log(`  ${incident.name.padEnd(LABEL)} ${rank === 0 ? 'missed' : `rank ${rank}`}   ${wanted}`);
  if (rank === 1) return;
  for (const finding of findings.slice(0, 3)) console.log(`      ${said(finding)}`);
  if (findings.length === 0) console.log('      nothing was said');
}

function said({ rank, kind, confidence, site, rule }) {
  return `${rank}. ${kind} ${site.file}:${site.line}  ${confidence.toFixed(2)}  (${rule})`;
}

await main();
