// What in a sentence could name a machine, a person or a customer, and what stands there instead?

/** A pattern and what replaces it. */
interface Cover {
  readonly pattern: RegExp;
  readonly by: string | ((match: string) => string);
}

/** Endings that make a dotted name a file or a Go name rather than a host. */
const SOURCE_ENDING =
  /\.(?:go|s|S|c|cc|cpp|cxx|h|hpp|rs|py|mod|sum|work|pprof|prof|pb|gz|out|txt|zip|tar|log)$/;

const COVERS: readonly Cover[] = [
  // HOST in a URL stands for a host already.
  { pattern: /\b[a-z][a-z0-9+.-]*:\/\/(?!HOST\b)[^\s/'"<>]+[^\s'"<>]*/gi, by: '<address>' },
  { pattern: /(?<![\w.])[\w.+-]+@(?!v\d)[\w-]+(?:\.[\w-]+)+/g, by: '<address>' },
  {
    pattern: /(?:\\\\[\w.$-]+|\b[A-Za-z]:)\\[^\s"<>|:]+/g,
    by: (path) => shortPath(path.replaceAll('\\', '/')),
  },
  {
    pattern: /(?<![\w.…/<>)\]*-])\/(?!debug\/pprof\b)[^\s"'<>|:,;()/]+(?:\/[^\s"'<>|:,;()/]*)+/g,
    by: shortPath,
  },
  { pattern: /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?(?![\w.]*\w)/g, by: '<address>' },
  { pattern: /(?<![\w:])\[?(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}\]?(?::\d{1,5})?(?!\w)/gi, by: '<address>' },
  { pattern: /(?<![\w./-])(?:[a-z0-9_-]+\.)+[a-z]{2,24}:\d{2,5}(?!\w)/gi, by: host },
  {
    pattern:
      /(?<![\w./-])(?:[a-z0-9_-]+\.)+(?:internal|local|localdomain|corp|lan|intranet|svc|com|net|org|io|dev|cloud|app|de|eu|uk|cn|jp|fr)(?![\w/.(-]*[\w/(])/gi,
    by: '<address>',
  },
  // Cloud and cluster names: ip-10-0-3-17, orders-7d9f8b6c5d-x2x8q.
  { pattern: /(?<![\w.])ip(?:-\d{1,3}){4}(?!\w)/g, by: '<host>' },
  { pattern: /(?<![\w./])[a-z][a-z0-9-]*-[a-f0-9]{8,10}-[a-z0-9]{5}(?!\w)/g, by: '<host>' },
  // Arguments and addresses of goroutines.
  { pattern: /\b0x[0-9a-f]{5,16}\b\??/gi, by: '0x…' },
];

function host(match: string): string {
  return SOURCE_ENDING.test(match.replace(/:\d+$/, '')) ? match : '<address>';
}

/** `…/x.go`; below a module cache or Go's own sources the rest of the path is public. */
function shortPath(path: string): string {
  const known = /\/(?:pkg\/mod|go\/src|libexec\/src)\/(.+)$/.exec(path);
  return `…/${known ? known[1] : path.slice(path.lastIndexOf('/') + 1)}`;
}

/** Hides what the patterns know, and single words that the caller knows. */
export class TextRedaction {
  private readonly words: readonly { readonly word: string; readonly pattern: RegExp }[];

  /**
   * @param renamed texts and what they are called instead, longest first
   * @param secrets words that must not be seen: the values of labels
   */
  constructor(
    private readonly renamed: readonly (readonly [text: string, name: string])[],
    secrets: Iterable<string>,
  ) {
    this.words = [...new Set(secrets)]
      .filter((word) => word.trim().length >= SHORTEST_SECRET)
      .sort((a, b) => b.length - a.length)
      .map((word) => ({ word, pattern: wholeWord(word) }));
  }

  text(text: string): string {
    for (const [from, to] of this.renamed) if (text.includes(from)) text = text.replaceAll(from, to);
    for (const { word, pattern } of this.words)
      if (text.includes(word)) text = text.replace(pattern, '<label>');
    for (const { pattern, by } of COVERS)
      text = typeof by === 'string' ? text.replace(pattern, by) : text.replace(pattern, (match) => by(match));
    return text;
  }
}

/** Shorter labels (`GET` is one) are as good as any other word. */
const SHORTEST_SECRET = 3;

/** The word where it is no part of a Go name. */
function wholeWord(word: string): RegExp {
  const literal = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w./*(])${literal}(?![\\w(/]|\\.\\S)`, 'g');
}
