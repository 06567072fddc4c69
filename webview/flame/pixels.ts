// Which number of a picture is a colour of a style sheet?
//
//   '#6fc3df' ──► 0xff_df_c3_6f, whose bytes in memory are red, green, blue, alpha on every machine of today

/** Any colour as a canvas writes it (`#rrggbb`, or `rgba(r, g, b, a)`), laid over an opaque ground. */
export function pixelOf(written: string, ground = OPAQUE_BLACK): number {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(written);
  if (hex !== null) return pixel(...channels(hex, 16));
  const rgba = /^rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)$/.exec(written);
  return rgba === null ? ground : mixed(pixel(...channels(rgba, 10)), ground, Number(rgba[4] ?? 1));
}

/** `share` of a, the rest of b. */
export function mixed(a: number, b: number, share: number): number {
  const mix = (shift: number) =>
    Math.round(((a >>> shift) & 255) * share + ((b >>> shift) & 255) * (1 - share));
  return pixel(mix(0), mix(8), mix(16));
}

const OPAQUE_BLACK = 0xff_00_00_00;

function channels(match: RegExpExecArray, base: number): [number, number, number] {
  return [1, 2, 3].map((at) => Number.parseInt(match[at]!, base)) as [number, number, number];
}

function pixel(red: number, green: number, blue: number): number {
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
