// Whose code is a function: ours, a library's, or Go's own?

/** `first-party` code can be changed by the reader; the others are libraries and Go itself. */
export type Owner = 'first-party' | 'third-party' | 'standard-library';

/** Codes of {@link Owner} in a column. */
export const FIRST_PARTY = 1;
export const THIRD_PARTY = 2;
export const STANDARD_LIBRARY = 3;

/** One code per function of a dump. */
export type Owners = Uint8Array;
