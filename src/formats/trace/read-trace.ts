// What does an execution trace say?

import type { DecodeContext } from '../../bytes/decode-context.ts';
import type { ByteSource } from '../../bytes/source.ts';
import type { Trace } from '../../model/trace.ts';
import { isNewer, isV2, readHeader } from './header.ts';
import { TraceBuilder } from './trace-builder.ts';
import { readV1 } from './v1/read-v1.ts';
import { readV2 } from './v2/read-v2.ts';

/** What the reader of a trace can be given besides. */
export interface TraceContext extends DecodeContext {
  /**
   * Called after the first part (about a second) of a trace that has more, and again each time the parts have
   * doubled, with what they say together.
   */
  readonly onPreview?: (trace: Trace, generations: number) => void;
}

/**
 * Reads a trace. What is damaged or cut is told in `problems`; throws UnreadableDump when the bytes
 * are no trace at all.
 */
export function readTrace(source: ByteSource, context: TraceContext): Trace {
  const version = readHeader(source);
  const builder = new TraceBuilder(version);
  if (isNewer(version))
    builder.problems.push({
      severity: 'note',
      text: `The trace has format version 1.${version}, newer than 1.26, the newest known here. It is read as 1.26.`,
    });
  if (isV2(version)) readV2(source, builder, context);
  else readV1(source, builder, context);
  return builder.finish();
}
