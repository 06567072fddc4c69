// How does a text that was put together in English become one of another language?
//
//   table   '{0:n} of {1:n} goroutines run {2}{3:phrase?}'  →  '{1} 个 goroutine 中有 {0} 个运行 {2}{3}'
//   text    '9 of 12 goroutines run q.(*Queue).loop, in select. They sleep.'
//           cut at ends of sentences, each matched as a whole; what has no pattern stays as it is

/** A pattern of the sentence as it is written, and what it becomes; a hole may stand in another place there. */
export type Pair = readonly [english: string, other: string];

export interface Tables {
  /** Sentences, and phrases that stand in holes or alone. */
  readonly sentences: readonly Pair[];
  /** Words that may stand in place of a function's name. */
  readonly names: readonly Pair[];
}

/**
 * What may fill a hole: `{0}` any text, left as it is; `{0:n}` a number, with a unit or without; `{0:phrase}` only
 * what the table knows, and `{0:phrase?}` that or nothing; `{0:name}` a function's name, or words for it; `{0:text}`
 * sentences.
 */
type HoleKind = '' | 'n' | 'phrase' | 'phrase?' | 'name' | 'text';

interface Pattern {
  /** One more than there are holes. */
  readonly literals: readonly string[];
  readonly holes: readonly { readonly key: string; readonly kind: HoleKind }[];
  readonly other: string;
}

const HOLE = /\{(\d):?(n|phrase\??|name|text)?\}/;
/** `24,866`, `+6.5 MB/s`, `≈ 4 s`, `<0.1 %`, `2 × 12,433`, `9 / 4 / 5`. */
const VALUE =
  /^[+\-−]?(?:[<≈≥≤×] ?)?\d[\d,.]*(?:e[+-]?\d+)?(?: ?(?:%|[nµum]?s|min|h|[kKMGTPE]?i?B))?(?:\/(?:s|min))?(?: [×/] \d[\d,.]*){0,2}$/;
/** Blanks stand between Chinese and other writing only. */
const NEEDLESS_BLANK = /(?<=[\p{Script=Han}，。；：（）]) (?=[\p{Script=Han}，。；：（）])/gu;
/** Files and functions that stand alone. */
const NAME = /^[^\s.]\S*\.\S*[^\s.]$/;
/** Ends of holes tried for one text: names come from dumps, and may be made to fit in very many ways. */
const MOST_TRIES = 20_000;
/** Longer texts are no sentences of ours. */
const LONGEST = 4000;
/** Texts whose translation is remembered. */
const MOST_REMEMBERED = 5000;

export class Translator {
  readonly #sentences: PatternSet;
  readonly #names: PatternSet;
  readonly #known = new Map<string, string>();
  #tries = 0;
  /** Phrases that were looked up for one text. */
  readonly #phrases = new Map<string, string | null>();

  constructor({ sentences, names }: Tables) {
    this.#sentences = new PatternSet(sentences);
    this.#names = new PatternSet(names);
  }

  /** The text in the other language, as far as it is known. */
  readonly say = (text: string): string => {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    this.#begin();
    const said = text.length > LONGEST ? text : this.#text(text, []).replace(NEEDLESS_BLANK, '');
    if (this.#known.size >= MOST_REMEMBERED) this.#known.clear();
    this.#known.set(text, said);
    return said;
  };

  /** The sentences of a text that the table does not know. */
  lacks(text: string): readonly string[] {
    const lacking: string[] = [];
    this.#begin();
    this.#text(text, lacking);
    return lacking;
  }

  #begin(): void {
    this.#tries = MOST_TRIES;
    this.#phrases.clear();
  }

  /** Null where some of it is not known. */
  #whole(text: string): string | null {
    const lacking: string[] = [];
    const said = this.#text(text, lacking);
    return lacking.length === 0 ? said : null;
  }

  #phrase(text: string, lacking: string[]): string | null {
    const known = this.#phrases.get(text);
    if (known !== undefined) return known;
    const said = this.#matched(this.#sentences, text, lacking);
    this.#phrases.set(text, said);
    return said;
  }

  /** One sentence after the other, each as short as it can be matched. */
  #text(text: string, lacking: string[]): string {
    let said = '';
    let from = 0;
    while (from < text.length) {
      const ends = endsOfSentences(text, from);
      let end = ends[0];
      let sentence: string | null = null;
      for (const one of ends) {
        sentence = this.#sentence(text.slice(from, one), lacking);
        if (sentence !== null) {
          end = one;
          break;
        }
      }
      if (sentence === null) lacking.push(text.slice(from, end));
      said = joined(said, sentence ?? text.slice(from, end));
      from = end + 1;
    }
    return said;
  }

  /** Null for what no pattern fits. */
  #sentence(text: string, lacking: string[]): string | null {
    if (text === '' || VALUE.test(text) || NAME.test(text)) return text;
    if (text.includes(' · ')) return this.#parts(text, lacking);
    return this.#matched(this.#sentences, text, lacking) ?? this.#list(text);
  }

  /** `309 born · 0 ended`: each by itself. */
  #parts(text: string, lacking: string[]): string {
    return text
      .split(' · ')
      .map((part) => {
        const said = this.#sentence(part, lacking);
        if (said === null) lacking.push(part);
        return said ?? part;
      })
      .join(' · ');
  }

  /** `6.5 MB, 12 objects`, where all of it is known. */
  #list(text: string): string | null {
    const parts = text.split(', ');
    if (parts.length < 2) return null;
    const said = parts.map((part) => this.#sentence(part, []));
    return said.includes(null) ? null : said.join('，');
  }

  #matched(set: PatternSet, text: string, lacking: string[]): string | null {
    const exact = set.exact.get(text);
    if (exact !== undefined) return exact;
    for (const pattern of set.for(text)) {
      if (this.#tries <= 0) return null;
      const within: string[] = [];
      const filled = this.#fill(pattern, text, within);
      if (filled) lacking.push(...within);
      if (filled) return pattern.other.replace(/\{(\d)\}/g, (_, key: string) => filled.get(key) ?? '');
    }
    return null;
  }

  /** What stands in the holes, in the other language; null when the pattern does not fit. */
  #fill({ literals, holes }: Pattern, text: string, lacking: string[]): Map<string, string> | null {
    const last = literals[literals.length - 1];
    const end = text.length - last.length;
    if (!text.startsWith(literals[0]) || !text.endsWith(last) || end < literals[0].length) return null;
    const filled = new Map<string, string>();
    const from = (hole: number, start: number): boolean => {
      const { key, kind } = holes[hole];
      const isLast = hole === holes.length - 1;
      let at = isLast ? end : text.indexOf(literals[hole + 1], start);
      while (at >= start && at <= end && this.#tries-- > 0) {
        const value = this.#value(kind, text.slice(start, at), lacking);
        if (value !== null && (isLast || from(hole + 1, at + literals[hole + 1].length))) {
          filled.set(key, value);
          return true;
        }
        if (isLast) return false;
        at = text.indexOf(literals[hole + 1], at + 1);
      }
      return false;
    };
    return from(0, literals[0].length) ? filled : null;
  }

  #value(kind: HoleKind, text: string, lacking: string[]): string | null {
    if (text === '') return kind === 'phrase?' ? '' : null;
    switch (kind) {
      case 'n':
        return VALUE.test(text) ? text : null;
      case 'phrase':
      case 'phrase?':
        return this.#phrase(text, lacking);
      case 'name':
        return this.#matched(this.#names, text, lacking) ?? text;
      case 'text':
        return this.#whole(text);
      default:
        return text;
    }
  }
}

/** Patterns by their first character, those with most text of their own first. */
class PatternSet {
  readonly exact: ReadonlyMap<string, string>;
  readonly #byStart = new Map<string, Pattern[]>();

  constructor(pairs: readonly Pair[]) {
    this.exact = new Map(pairs.filter(([english]) => !HOLE.test(english)));
    const patterns = pairs.filter(([english]) => HOLE.test(english)).map(compiled);
    const length = ({ literals }: Pattern) => literals.reduce((n, one) => n + one.length, 0);
    for (const pattern of patterns.sort((a, b) => length(b) - length(a))) {
      const start = pattern.literals[0].charAt(0);
      this.#byStart.set(start, [...(this.#byStart.get(start) ?? []), pattern]);
    }
  }

  *for(text: string): Iterable<Pattern> {
    yield* this.#byStart.get(text.charAt(0)) ?? [];
    yield* this.#byStart.get('') ?? [];
  }
}

function compiled([english, other]: Pair): Pattern {
  const literals: string[] = [];
  const holes: Pattern['holes'][number][] = [];
  let rest = english;
  for (let hole = HOLE.exec(rest); hole; hole = HOLE.exec(rest)) {
    literals.push(rest.slice(0, hole.index));
    holes.push({ key: hole[1], kind: (hole[2] ?? '') as HoleKind });
    rest = rest.slice(hole.index + hole[0].length);
  }
  return { literals: [...literals, rest], holes, other };
}

/** After each full stop before a blank, and at the end of the text: names and numbers have no blank after a dot. */
function endsOfSentences(text: string, from: number): readonly number[] {
  const ends: number[] = [];
  for (let at = text.indexOf('. ', from); at >= 0; at = text.indexOf('. ', at + 1)) ends.push(at + 1);
  return [...ends, text.length];
}

/** Signs of Chinese sentences bring their own room. */
function joined(before: string, next: string): string {
  return before === '' || /[。；：，]$/.test(before) ? before + next : `${before} ${next}`;
}
