// Which parts of a sentence are code, and which are commands to copy?
//
//   "Fewer than 2,000 `TimingWheel.run`:\ncurl -so g.pprof URL"
//   → text "Fewer than 2,000 " · code "TimingWheel.run" · text ":" · command "curl -so g.pprof URL"

export type Segment = { readonly kind: 'text' | 'code' | 'command'; readonly text: string };

/** What a disproof may ask to run: from the program's name to the end of the line. */
const COMMAND = /(?:^|(?<=[:\s]))(?:curl|go tool|kubectl|culprit) \S.*$/;

/** The segments of a sentence, in order; none is empty. */
export function parseProse(sentence: string): readonly Segment[] {
  const segments: Segment[] = [];
  for (const line of sentence.split('\n')) {
    const trimmed = line.trim();
    if (trimmed === '') continue;
    if (segments.length > 0) segments.push({ kind: 'text', text: ' ' });
    segments.push(...partsOf(trimmed));
  }
  return segments;
}

/** A line that ends in a command, or has its code between backticks. */
function partsOf(line: string): readonly Segment[] {
  const start = line.includes('`') ? -1 : line.search(COMMAND);
  if (start < 0) return betweenBackticks(line);
  const command: Segment = { kind: 'command', text: line.slice(start) };
  return [...goNames(line.slice(0, start)), command];
}

function betweenBackticks(line: string): readonly Segment[] {
  return line.split('`').flatMap((text, at, all): readonly Segment[] => {
    if (text === '') return [];
    if (at % 2 === 0) return goNames(text);
    // An unpaired backtick is only a character.
    if (at === all.length - 1) return [{ kind: 'text', text: '`' + text }];
    return [{ kind: text.search(COMMAND) === 0 ? 'command' : 'code', text }];
  });
}

/** `collection.(*TimingWheel).run`, `reqctx.WithCache`: a package, perhaps a receiver, a name. */
const GO_NAME = /(?<![\w./])[a-z]\w+\.(?:\(\*?\w+\)\.)?[A-Za-z_]\w*(?:\.\w+)*/g;

/** Names of Go are code also where nobody marked them. */
function goNames(text: string): readonly Segment[] {
  const segments: Segment[] = [];
  let end = 0;
  for (const match of text.matchAll(GO_NAME)) {
    if (match.index > end) segments.push({ kind: 'text', text: text.slice(end, match.index) });
    segments.push({ kind: 'code', text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < text.length) segments.push({ kind: 'text', text: text.slice(end) });
  return segments;
}

/** The sentence without its marks, for places that take no elements. */
export function plainProse(sentence: string): string {
  return parseProse(sentence)
    .map(({ text }) => text)
    .join('');
}
