// What of the project does a VS Code get as an installed extension, without making the package each time?
//
// The address of a page can name an extension under development as well. Newer builds heed that only while they drive
// themselves in a smoke test, and then they show no notification at all.
import fs from 'node:fs';
import path from 'node:path';

/** As in `.vscodeignore`, without the pictures of the README. */
const packaged = ['dist', 'media', 'l10n', 'sample/dumps/release-v1.8.0'];

interface Manifest {
  readonly publisher: string;
  readonly name: string;
  readonly version: string;
}

/** Into a folder of its own below `extensions`, called as VS Code calls those that it installs. */
export function copyExtension(project: string, extensions: string): void {
  const manifest = fs.readFileSync(path.join(project, 'package.json'), 'utf8');
  const { publisher, name, version } = JSON.parse(manifest) as Manifest;
  const to = path.join(extensions, `${publisher}.${name}-${version}`);
  const texts = fs.readdirSync(project).filter((one) => /^package(\.nls.*)?\.json$/.test(one));
  for (const part of [...texts, ...packaged]) {
    const from = path.join(project, part);
    if (fs.existsSync(from)) fs.cpSync(from, path.join(to, part), { recursive: true, filter: isPackaged });
  }
}

const isPackaged = (file: string): boolean => !file.endsWith('.map');
