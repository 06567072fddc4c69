// How is the JSON of a server read, of which nothing is certain?

export function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as unknown;
  } catch {
    return undefined;
  }
}

/** The value of a field; undefined when there is no such field or `value` is no object. */
export function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

/** An array; empty when the field is left out, as empty ones are. */
export function listAt(value: unknown, name: string): readonly unknown[] {
  const found = field(value, name);
  return Array.isArray(found) ? found : [];
}

export function textAt(value: unknown, name: string): string {
  const found = field(value, name);
  return typeof found === 'string' ? found : '';
}

/** Protobuf's JSON writes 64-bit numbers as decimal strings and leaves zero out. */
export function numberAt(value: unknown, name: string): number {
  const number = Number(field(value, name) ?? 0);
  return Number.isFinite(number) ? number : 0;
}

/** The same, exact. */
export function int64(value: unknown): bigint {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  return typeof value === 'string' && /^-?\d{1,20}$/.test(value) ? BigInt.asIntN(64, BigInt(value)) : 0n;
}

export function textsOf(list: readonly unknown[]): string[] {
  return list.filter((one) => typeof one === 'string');
}
