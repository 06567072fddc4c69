// Whose packages are in the bundles, and under which licences?  Their texts go with the bundles.
import fs from 'node:fs';
import path from 'node:path';
import { root } from './install.mjs';

/** Writes dist/third-party-notices.txt for the inputs that esbuild names in its metafiles. */
export function writeNotices(metafiles) {
  const inputs = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
  const packages = [...new Set(inputs.map(packageOf).filter(Boolean))].sort();
  const parts = packages.map(noticeOf);
  const head = 'The bundles of Culprit contain these packages.\n';
  fs.writeFileSync(
    path.join(root, 'dist/third-party-notices.txt'),
    [head, ...parts].join(`\n${'-'.repeat(80)}\n\n`),
  );
}

/** `node_modules/@a/b/src/c.js` is in `node_modules/@a/b`; the project's own files are in none. */
const packageOf = (input) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(input)?.[0];

function noticeOf(folder) {
  const { name, version, license } = JSON.parse(
    fs.readFileSync(path.join(root, folder, 'package.json'), 'utf8'),
  );
  const file = fs.readdirSync(path.join(root, folder)).find((one) => /^licen[cs]e/i.test(one));
  const text = file === undefined ? '' : fs.readFileSync(path.join(root, folder, file), 'utf8').trim();
  return `${name} ${version} (${license})\n\n${text}\n`;
}
