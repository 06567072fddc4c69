// Where do a dump's bytes come from?

/** Random access to the bytes of one dump. Reads are synchronous: readers run in workers. */
export interface ByteSource {
  readonly size: number;
  /** At most `length` bytes from `offset`; fewer only at the end. The caller must not write to them. */
  read(offset: number, length: number): Uint8Array;
  /** True when more has been written to the file since it was opened; what was added is not read. */
  grew?(): boolean;
  /** True when the file is shorter than when it was opened: reads gave fewer bytes. */
  shrank?(): boolean;
  /** Why reads gave fewer bytes from some byte on, where the system failed. (At the first byte a read throws.) */
  fault?(): ReadFault | undefined;
  /** Gives back what the source holds open. */
  close?(): void;
}

/** What was found, what to do, and the byte where reading failed. */
export interface ReadFault {
  readonly found: string;
  readonly advice: string;
  readonly at?: number | undefined;
}

/** A source over bytes that are in memory already. */
export function sourceOf(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: (offset, length) => bytes.subarray(offset, Math.min(bytes.length, offset + length)),
  };
}
