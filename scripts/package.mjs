// How does the extension become one file to install?  npm run package  makes culprit-VERSION.vsix
import { ensurePackages, npm, root } from './install.mjs';

ensurePackages();
// Bundled already, so the packages of node_modules stay out; npm fetches the packager when it is asked for.
const packager = [
  'exec',
  '--yes',
  '--package=@vscode/vsce@3',
  '--',
  'vsce',
  'package',
  '--no-dependencies',
  '--allow-missing-repository',
  '--no-rewrite-relative-links',
];
process.exitCode = npm(packager, root) ?? 1;
