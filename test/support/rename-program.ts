// How does a test show that nothing knows the sample service by name? It renames the service, in sources and dumps.
import fs from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

/** Old and new names have equal lengths, so that every length in a binary file stays right. */
export type Renaming = readonly (readonly [from: string, to: string])[];

function renameBytes(bytes: Buffer, renaming: Renaming): Buffer {
  let text = bytes.toString('latin1');
  for (const [from, to] of renaming) text = text.replaceAll(from, to);
  return Buffer.from(text, 'latin1');
}

function renameText(text: string, renaming: Renaming): string {
  return renaming.reduce((t, [from, to]) => t.replaceAll(from, to), text);
}

/** Writes a renamed copy of dumps (gzipped or not) into `folder`. */
export function renameDumps(files: readonly string[], folder: string, renaming: Renaming): string[] {
  return files.map((file) => {
    const bytes = fs.readFileSync(file);
    const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
    const renamed = renameBytes(zipped ? gunzipSync(bytes) : bytes, renaming);
    const target = path.join(folder, path.basename(file));
    fs.writeFileSync(target, zipped ? gzipSync(renamed) : renamed);
    return target;
  });
}

/** Renames the contents and the names of all files below a folder, in place. */
export function renameSources(folder: string, renaming: Renaming): void {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === '.git') continue;
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) renameSources(place, renaming);
    else fs.writeFileSync(place, renameText(fs.readFileSync(place, 'utf8'), renaming));
    const renamed = renameText(entry.name, renaming);
    if (renamed !== entry.name) fs.renameSync(place, path.join(folder, renamed));
  }
}
