// What does a reader get besides the bytes?

/** Bounds that a dump cannot pass, whatever it claims. */
export interface Limits {
  /** Bytes after inflating: of one dump, or of all that an archive holds. */
  readonly maxExpandedBytes: number;
  /** The user chose the limit: small files may expand to it too, whatever their ratio. */
  readonly setByUser?: true;
}

export const DEFAULT_LIMITS: Limits = { maxExpandedBytes: 2 * 1024 ** 3 };

/**
 * Inflates gzip. `complete` false: the data ended early or was damaged, `bytes` is what could be read
 * and `fault` says what is wrong. Throws UnreadableDump past `maxBytes`.
 */
export interface Inflated {
  readonly bytes: Uint8Array;
  readonly complete: boolean;
  readonly fault?: string;
}
export type Inflate = (gzip: Uint8Array, maxBytes: number) => Inflated;

export interface DecodeContext {
  readonly inflate: Inflate;
  readonly limits: Limits;
  /** Called now and then with the share of the input that was read, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}
