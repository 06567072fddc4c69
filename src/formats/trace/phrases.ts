// Which sentences do both readers say?

export const RECORD_AGAIN =
  'Record it again and let the download finish; what is shown counts the part before.';

/** What is left to do where bytes are damaged and the rest could be read. */
export const COPY_AGAIN = 'Copy it again, or record it anew: some bytes of this copy are damaged.';

/** `1 batch`, `2 batches`. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Events that were played although the trace lacks what must precede them. */
export function missingBefore(events: number): string {
  return `${counted(events, 'event', 'events')} came without what must precede ${events === 1 ? 'it' : 'them'}; times near there are rough.`;
}
