// Where do dumps go that are fetched one after the other?  The interface; dump-sink-node.ts holds the adapters.

/** Errors of the disk are thrown. */
export interface DumpSink {
  /** A name that was written before is replaced. Names are plain: no folders. */
  write(name: string, bytes: Uint8Array): Promise<void>;
}

/** A sink on this machine's disk. */
export interface FileSink extends DumpSink {
  /** The folder or the archive. */
  readonly path: string;
  /** Nothing can be written after it. An archive is whole only then. */
  close(): Promise<void>;
}
