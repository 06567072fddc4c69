// Which recorded folder does a folder stand for, given files that dumps name?
//
//   recorded  /app/internal/cart/cart.go        chosen folder holds  internal/cart/cart.go
//   so /app stands for the chosen folder

/** @param exists whether the chosen folder holds a file under this relative path, with `/` */
export type Exists = (path: string) => Promise<boolean>;

/**
 * The recorded folder that most of the files tell, as they write it: each by the longest end of its path that the
 * chosen folder holds. Undefined when it holds none of them.
 */
export async function fitFolder(files: readonly string[], exists: Exists): Promise<string | undefined> {
  const votes = new Map<string, number>();
  for (const file of files) {
    const from = await fitFile(file, exists);
    if (from !== undefined) votes.set(from, (votes.get(from) ?? 0) + 1);
  }
  const [best] = [...votes].sort((a, b) => b[1] - a[1] || a[0].length - b[0].length);
  return best?.[0];
}

async function fitFile(file: string, exists: Exists): Promise<string | undefined> {
  const parts = file.split(/[\\/]/);
  // What stands before must be a folder's name.
  for (let start = 1; start < parts.length; start++) {
    const before = file.slice(0, file.length - parts.slice(start).join('/').length - 1);
    const after = parts.slice(start);
    if (!isName(before) || !after.every(isPlain)) continue;
    if (await exists(after.join('/'))) return before;
  }
  return undefined;
}

/** Something other than the root of a disk. */
function isName(folder: string): boolean {
  return folder.split(/[\\/]/).some((part) => part !== '' && !/^[A-Za-z]:$/.test(part));
}

function isPlain(part: string): boolean {
  return part !== '' && part !== '.' && part !== '..' && !/[:\u0000-\u001f]/.test(part);
}
