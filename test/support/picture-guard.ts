// Does a picture still show what its golden one shows, whatever letters look like on this machine?
//
//   picture ──▶ a quarter of its size, which evens letters out ──▶ how many pixels differ clearly?
import type { Page } from 'playwright-core';

/** Red, green, blue and alpha of every pixel. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: readonly number[] | Uint8Array | Uint8ClampedArray;
}

const SHRUNK_BY = 4;
/** Of 255: letters of another font differ by less once they are shrunk, moved or recoloured boxes by more. */
const CLEARLY = 40;

/** The PNG at a quarter of its size, as PNG. Any page will do: it only lends its canvas. */
export async function shrunk(page: Page, png: Buffer): Promise<Buffer> {
  const url = await page.evaluate(
    async ({ source, by }) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = Math.floor(image.width / by);
      canvas.height = Math.floor(image.height / by);
      const context = canvas.getContext('2d')!;
      context.imageSmoothingQuality = 'high';
      context.drawImage(image, 0, 0, canvas.width, canvas.height);
      return canvas.toDataURL('image/png');
    },
    { source: dataUrl(png), by: SHRUNK_BY },
  );
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

/** The same picture as WebP, a third as large: for pages that people read. */
export async function asWebp(page: Page, png: Buffer): Promise<Buffer> {
  const url = await page.evaluate(async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    canvas.getContext('2d')!.drawImage(image, 0, 0);
    return canvas.toDataURL('image/webp', 0.75);
  }, dataUrl(png));
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

export function pixelsOf(page: Page, png: Buffer): Promise<Pixels> {
  return page.evaluate(async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width;
    canvas.height = image.height;
    const context = canvas.getContext('2d')!;
    context.drawImage(image, 0, 0);
    const { width, height, data } = context.getImageData(0, 0, image.width, image.height);
    return { width, height, data: Array.from(data) };
  }, dataUrl(png));
}

/** The share of pixels that differ clearly, 0 to 1; 1 for pictures of different sizes. */
export function difference(a: Pixels, b: Pixels): number {
  if (a.width !== b.width || a.height !== b.height) return 1;
  let differing = 0;
  for (let at = 0; at < a.data.length; at += 4) {
    const most = Math.max(
      ...[0, 1, 2].map((channel) => Math.abs(a.data[at + channel]! - b.data[at + channel]!)),
    );
    if (most > CLEARLY) differing++;
  }
  return differing / (a.width * a.height);
}

const dataUrl = (png: Buffer) => `data:image/png;base64,${png.toString('base64')}`;
