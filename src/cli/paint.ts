// How does text get its colours, and how is text from a dump kept from being a command to the terminal?

/** Wraps text in the terminal's codes, or not at all. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

const code = (n: number) => (text: string) => `\u001b[${n}m${text}\u001b[0m`;
const plain = (text: string) => text;

export const COLOURS: Paint = {
  bold: code(1),
  dim: code(2),
  red: code(31),
  yellow: code(33),
  cyan: code(36),
};
export const NO_COLOURS: Paint = { bold: plain, dim: plain, red: plain, yellow: plain, cyan: plain };

/** Control, direction and line-separating characters, which a name in a dump has no honest use for. */
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Text from a dump with such characters made visible as `\u{1b}`. */
export function visible(text: string): string {
  return text.replace(UNSAFE, (c) => `\\u{${c.charCodeAt(0).toString(16)}}`);
}
