// How is the extension made to run in the web worker host of the page, rather than in node?
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A copy of the built extension that has no bundle for node; `remove()` when the test is over. */
export function webOnlyExtension(): { readonly folder: string; remove(): void } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'culprit-web-'));
  const { main, ...manifest } = JSON.parse(fs.readFileSync('package.json', 'utf8')) as Record<
    string,
    unknown
  >;
  if (main === undefined)
    throw new Error('package.json names no bundle for node; then this copy is needless.');
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  for (const name of fs.readdirSync('.').filter((one) => /^package\.nls.*\.json$/.test(one)))
    fs.copyFileSync(name, path.join(folder, name));
  for (const name of ['dist', 'media', 'l10n'])
    if (fs.existsSync(name)) fs.cpSync(name, path.join(folder, name), { recursive: true });
  for (const name of ['extension.js', 'worker.js', 'cli.js']) fs.rmSync(path.join(folder, 'dist', name));
  return { folder, remove: () => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}
