// Where do the functions of a Go file begin, in a text that may be half-typed?

/**
 * Lines, 1-based, on which a declared function begins. As gofmt writes it, `func` stands at the start of a line
 * for those alone; a raw string that holds such a line is the price of not parsing at every change.
 */
export function functionLines(text: string): number[] {
  const lines: number[] = [];
  let line = 1;
  for (let at = 0; at >= 0 && at < text.length; line++) {
    if (text.startsWith('func ', at) || text.startsWith('func(', at)) lines.push(line);
    const end = text.indexOf('\n', at);
    at = end < 0 ? -1 : end + 1;
  }
  return lines;
}

/** The last of the ascending lines that is not after `line`. */
export function lastAtOrBefore(lines: readonly number[], line: number): number | undefined {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines[middle]! <= line) low = middle + 1;
    else high = middle;
  }
  return lines[low - 1];
}
