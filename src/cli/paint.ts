// How does text get its colours?

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
