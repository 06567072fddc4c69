// How do the sources become the bundles in dist/?  node scripts/build.mjs [--production]
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensurePackages, root } from './install.mjs';
import { writeNotices } from './notices.mjs';

const node = { platform: 'node', format: 'cjs', target: 'node20' };
const browser = { platform: 'browser', target: 'chrome120' };

/** Every bundle: what it is made from, and how. */
const bundles = [
  { from: 'src/editor/extension.ts', to: 'dist/extension.js', ...node, external: ['vscode'] },
  { from: 'src/worker/node-worker.ts', to: 'dist/worker.js', ...node },
  { from: 'src/cli/main.ts', to: 'dist/cli.js', ...node, banner: { js: '#!/usr/bin/env node' } },
  { from: 'webview/main.ts', to: 'dist/webview.js', ...browser, format: 'iife' },
  { from: 'webview/watch/main.ts', to: 'dist/watch.js', ...browser, format: 'iife' },
  { from: 'webview/exported-host.ts', to: 'dist/exported-host.js', ...browser, format: 'iife' },
  { from: 'webview/report.css', to: 'dist/webview.css', ...browser },
  {
    from: 'src/editor/web-extension.ts',
    to: 'dist/web/extension.js',
    ...browser,
    format: 'cjs',
    external: ['vscode'],
  },
  { from: 'src/worker/web-worker.ts', to: 'dist/web/worker.js', ...browser, format: 'iife' },
];

/** Makes all bundles whose source is there. Throws with esbuild's messages when one has an error. */
export async function build({ production = false, log = console.log } = {}) {
  const esbuild = await import('esbuild');
  const made = bundles.filter(({ from }) => fs.existsSync(path.join(root, from)));
  for (const { from, to } of bundles)
    if (!fs.existsSync(path.join(root, from))) log(`  ${to} left out: there is no ${from}`);
  const built = await Promise.all(made.map((bundle) => esbuild.build(esbuildOptions(bundle, production))));
  if (production) writeNotices(built.map(({ metafile }) => metafile));
  const cli = path.join(root, 'dist/cli.js');
  if (fs.existsSync(cli)) fs.chmodSync(cli, 0o755);
  return made.map(({ to }) => to);
}

function esbuildOptions({ from, to, ...how }, production) {
  return {
    absWorkingDir: root,
    entryPoints: [from],
    outfile: to,
    bundle: true,
    sourcemap: true,
    sourcesContent: false,
    minify: production,
    legalComments: 'none',
    metafile: true,
    logLevel: 'error',
    define: definitions(production),
    ...how,
  };
}

/** What the bundles know of the package and of how they were built. */
export function definitions(production = false) {
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  return {
    'process.env.NODE_ENV': production ? '"production"' : '"development"',
    'process.env.CULPRIT_VERSION': JSON.stringify(version),
  };
}

function printSizes(files) {
  for (const file of files)
    console.log(
      `  ${file.padEnd(24)} ${(fs.statSync(path.join(root, file)).size / 1024).toFixed(0).padStart(6)} KB`,
    );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  ensurePackages();
  const production = process.argv.includes('--production');
  printSizes(await build({ production }).catch(() => process.exit(1)));
}
