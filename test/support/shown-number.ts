// Do two numbers that were written for people say the same, each as exactly as it is written?
//
//   6.5 MB and 6662.81kB do; 6.5 MB and 6800kB do not.

/** Sizes of the units, in bytes or nanoseconds; a bare number counts things. */
const units: Readonly<Record<string, number>> = {
  '': 1,
  B: 1,
  kB: 1024,
  KB: 1024,
  MB: 1024 ** 2,
  GB: 1024 ** 3,
  ns: 1,
  us: 1e3,
  µs: 1e3,
  ms: 1e6,
  s: 1e9,
  min: 60e9,
  mins: 60e9,
  h: 3600e9,
  hrs: 3600e9,
};

/** The first number in a text, in bytes, nanoseconds or pieces, and half of what its last digit stands for. */
export function readNumber(text: string): { readonly value: number; readonly error: number } {
  const [, digits, unit = ''] = /([\d,]+(?:\.\d+)?)\s?([A-Za-zµ]+)?/.exec(text) ?? [];
  if (digits === undefined) throw new Error(`There is no number in "${text}".`);
  const size = units[unit] ?? 1;
  const decimals = digits.split('.')[1]?.length ?? 0;
  // What counts things is exact; `3s` may be 2.96.
  const error = decimals === 0 && size === 1 ? 0 : (size * 10 ** -decimals) / 2;
  return { value: Number(digits.replaceAll(',', '')) * size, error };
}

export function sayTheSame(shown: string, expected: string): boolean {
  const [a, b] = [readNumber(shown), readNumber(expected)];
  const difference = Math.abs(a.value - b.value);
  return difference === 0 || difference < a.error + b.error;
}
