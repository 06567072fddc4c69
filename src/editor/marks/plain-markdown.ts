// How does text from a dump get into a hover without becoming markup?

const LONGEST_FIELD = 300;

/** C0, C1, and the characters that reorder or hide text; told as `\u{202E}`. */
const HIDDEN =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

const PUNCTUATION = /[!-/:-@[-`{-~]/g;

/** The text on one line, nothing in it hidden, and not longer than a person reads. */
export function visibleText(text: string, longest = LONGEST_FIELD): string {
  const cut = text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
  return cut.replace(HIDDEN, (character) =>
    character === '\n' || character === '\t'
      ? ' '
      : `\\u{${character.codePointAt(0)!.toString(16).toUpperCase()}}`,
  );
}

/**
 * Markdown that shows `text` and nothing else. Every ASCII sign becomes an entity: no character that means
 * something to a Markdown reader is left, addresses are not turned into links, and tables keep their columns.
 */
export function plainMarkdown(text: string): string {
  return visibleText(text).replace(PUNCTUATION, (sign) => `&#${sign.charCodeAt(0)};`);
}
