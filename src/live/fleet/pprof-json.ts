// How does a profile in protobuf's JSON become the bytes of a profile?
//
// Field numbers: github.com/google/pprof/proto/profile.proto.

import { field, int64, listAt, textsOf } from './json.ts';
import { ProtoWriter } from './proto-writer.ts';

/** The bytes of a `Profile` message; undefined when the JSON holds no sample. */
export function profileFromJson(json: unknown): Uint8Array | undefined {
  if (listAt(json, 'sample').length === 0) return undefined;
  const out = new ProtoWriter();
  const messages: readonly [number, string, (value: unknown) => Uint8Array][] = [
    [1, 'sampleType', valueType],
    [2, 'sample', sample],
    [3, 'mapping', mapping],
    [4, 'location', location],
    [5, 'function', functionOf],
  ];
  for (const [number, name, encode] of messages)
    for (const one of listAt(json, name)) out.bytes(number, encode(one));
  for (const text of textsOf(listAt(json, 'stringTable'))) out.text(6, text);
  out.intOpt(7, at(json, 'dropFrames')).intOpt(8, at(json, 'keepFrames'));
  out.intOpt(9, at(json, 'timeNanos')).intOpt(10, at(json, 'durationNanos'));
  const periodType = field(json, 'periodType');
  if (periodType !== undefined) out.bytes(11, valueType(periodType));
  out.intOpt(12, at(json, 'period'));
  for (const comment of listAt(json, 'comment')) out.int(13, int64(comment));
  return out.intOpt(14, at(json, 'defaultSampleType')).finish();
}

function at(value: unknown, name: string): bigint {
  return int64(field(value, name));
}

function flag(value: unknown, name: string): number {
  return field(value, name) === true ? 1 : 0;
}

/** Writes the 64-bit fields of one message by their numbers. */
function numbers(value: unknown, fields: Readonly<Record<string, number>>): ProtoWriter {
  const out = new ProtoWriter();
  for (const [name, number] of Object.entries(fields)) out.intOpt(number, at(value, name));
  return out;
}

function valueType(value: unknown): Uint8Array {
  return numbers(value, { type: 1, unit: 2 }).finish();
}

function sample(value: unknown): Uint8Array {
  const out = new ProtoWriter()
    .packed(1, listAt(value, 'locationId').map(int64))
    .packed(2, listAt(value, 'value').map(int64));
  for (const label of listAt(value, 'label'))
    out.bytes(3, numbers(label, { key: 1, str: 2, num: 3, numUnit: 4 }).finish());
  return out.finish();
}

function mapping(value: unknown): Uint8Array {
  const fields = { id: 1, memoryStart: 2, memoryLimit: 3, fileOffset: 4, filename: 5, buildId: 6 };
  return numbers(value, fields)
    .intOpt(7, flag(value, 'hasFunctions'))
    .intOpt(8, flag(value, 'hasFilenames'))
    .intOpt(9, flag(value, 'hasLineNumbers'))
    .intOpt(10, flag(value, 'hasInlineFrames'))
    .finish();
}

function location(value: unknown): Uint8Array {
  const out = numbers(value, { id: 1, mappingId: 2, address: 3 });
  for (const line of listAt(value, 'line'))
    out.bytes(4, numbers(line, { functionId: 1, line: 2, column: 3 }).finish());
  return out.intOpt(5, flag(value, 'isFolded')).finish();
}

function functionOf(value: unknown): Uint8Array {
  return numbers(value, { id: 1, name: 2, systemName: 3, filename: 4, startLine: 5 }).finish();
}
