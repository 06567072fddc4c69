// Does a path that a dump named stay inside the folders that the user opened?

/** Why a path is not opened; the words are the log's. */
export type Refusal = { readonly refused: string };

const WINDOWS_DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$/i;

/**
 * The parts of a relative path with `/`, or why it is refused. What passes can be joined to a folder: it has
 * no way up, no drive, no network share, no device, no stream, no scheme, no home folder.
 */
export function relativeParts(path: string, windows: boolean): readonly string[] | Refusal {
  if (path === '') return { refused: 'the path is empty' };
  if (/[\u0000-\u001f]/.test(path)) return { refused: 'the path holds control characters' };
  if (path.includes('\\')) return { refused: 'the path holds a backslash' };
  if (path.startsWith('/')) return { refused: 'the path is absolute' };
  if (path.startsWith('~')) return { refused: 'the path begins with a home folder' };
  if (path.includes(':')) return { refused: 'the path holds a colon: a drive, a scheme or a stream' };
  const parts = path.split('/');
  const bad = parts.find((part) => part === '' || part === '.' || part === '..');
  if (bad !== undefined) return { refused: `the path has a part "${bad}"` };
  const device = windows && parts.find((part) => WINDOWS_DEVICE.test(part) || /[. ]$/.test(part));
  if (device) return { refused: `"${device}" names a device, or ends as no file does` };
  return parts;
}

/** True when `real` is `folder` or lies below it; both are resolved paths, `separator` is the system's. */
export function isInside(real: string, folder: string, separator: '/' | '\\'): boolean {
  const [inner, outer] = separator === '\\' ? [real.toLowerCase(), folder.toLowerCase()] : [real, folder];
  const root = outer.endsWith(separator) ? outer : outer + separator;
  return inner === outer || inner.startsWith(root);
}
