// How does a fresh VS Code come to show dumps without a click?
//
// A file that is named at the start opens before the extension has said that it can show it. So a
// second extension comes with it, which runs the command as soon as the window is there.
import fs from 'node:fs';
import path from 'node:path';

const manifest = {
  name: 'culprit-opener',
  publisher: 'culprit',
  version: '0.0.0',
  engines: { vscode: '^1.100.0' },
  main: './main.js',
  activationEvents: ['onStartupFinished'],
};

const program = (dumps: string): string => `const vscode = require('vscode');
exports.activate = () => vscode.commands.executeCommand('culprit.openDumps', vscode.Uri.file(${JSON.stringify(dumps)}));
`;

/** Writes the second extension into `out/opener` and returns that folder. */
export function openerExtension(dumps: string): string {
  const folder = path.resolve('out/opener');
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
  fs.writeFileSync(path.join(folder, 'main.js'), program(dumps));
  return folder;
}
