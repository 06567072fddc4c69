// Which files of the workspace import a package?

/** Files read at the same time. */
const BATCH = 32;

const IMPORT_BLOCK = /^import\s*\((?:([^\n)]*)\)|([\s\S]*?)^\s*\))/gm;
const IMPORT_LINE = /^import\s+(?:[\p{L}\p{Nd}_.]+\s+)?["`]([^"`\n]+)["`]/gmu;
const QUOTED = /["`]([^"`\n]+)["`]/g;

/** Import path → files, in their order. Comments may add a file too many: a parse of the file decides. */
export async function readImportMap(
  files: readonly string[],
  read: (file: string) => Promise<string | undefined>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const map = new Map<string, string[]>();
  for (let i = 0; i < files.length; i += BATCH) {
    const batch = files.slice(i, i + BATCH);
    const texts = await Promise.all(batch.map(read));
    texts.forEach((text, n) => {
      for (const path of quotedImports(text ?? '')) addTo(map, path, batch[n]);
    });
  }
  return map;
}

function addTo(map: Map<string, string[]>, path: string, file: string): void {
  const files = map.get(path);
  if (!files) map.set(path, [file]);
  else if (files[files.length - 1] !== file) files.push(file);
}

/** Paths in the import declarations of a file whose lines are laid out as gofmt does. */
export function quotedImports(text: string): string[] {
  const paths: string[] = [];
  for (const block of text.matchAll(IMPORT_BLOCK))
    for (const quoted of (block[1] ?? block[2] ?? '').matchAll(QUOTED)) paths.push(quoted[1]);
  for (const line of text.matchAll(IMPORT_LINE)) paths.push(line[1]);
  return paths;
}
