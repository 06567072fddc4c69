// How is text from a dump kept from being a command, or from hiding what it says?

/** Control, direction and line-separating characters, which a name in a dump has no honest use for. */
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Text from a dump with such characters made visible as `\u{1b}`. */
export function visible(text: string): string {
  return text.replace(UNSAFE, (c) => `\\u{${c.charCodeAt(0).toString(16)}}`);
}
