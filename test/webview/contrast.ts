// Which words on a page stand out too little from what is behind them?
//
// The measure is WCAG 2's: (lighter + 0.05) / (darker + 0.05) of relative luminances.

import type { Page } from 'playwright-core';

/** Every visible text with a contrast below `least` (signs, which only repeat words: 3), as `2.31 "text" .class`. */
export async function contrastsBelow(page: Page, least: number): Promise<string[]> {
  return page.evaluate((limit) => {
    type Colour = [number, number, number, number];

    /** Any CSS colour, drawn and read back. */
    const pixel = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;
    const parse = (css: string): Colour => {
      pixel.clearRect(0, 0, 1, 1);
      pixel.fillStyle = css;
      pixel.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = pixel.getImageData(0, 0, 1, 1).data;
      return [r!, g!, b!, a! / 255];
    };
    const over = ([r, g, b, a]: Colour, [R, G, B]: Colour): Colour => [
      r * a + R * (1 - a),
      g * a + G * (1 - a),
      b * a + B * (1 - a),
      1,
    ];
    const channel = (value: number) =>
      value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
    const luminance = ([r, g, b]: Colour) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
    const backdrop = (element: Element | null): Colour => {
      if (element === null) return [255, 255, 255, 1];
      const own = parse(getComputedStyle(element).backgroundColor);
      return own[3] === 1 ? own : over(own, backdrop(element.parentElement));
    };
    /** The bar behind the words of a bar chart is a sibling. */
    const behind = (element: Element): Colour => {
      const bar = element.parentElement?.querySelector(':scope > .bar');
      return bar ? over(parse(getComputedStyle(bar).backgroundColor), backdrop(element)) : backdrop(element);
    };
    const hasOwnText = (element: Element) =>
      [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());

    return [...document.querySelectorAll('body *')]
      .filter((element) => hasOwnText(element) && element.checkVisibility() && !element.closest('.unseen'))
      .flatMap((element) => {
        const back = behind(element);
        const front = over(parse(getComputedStyle(element).color), back);
        const [dark, light] = [luminance(front), luminance(back)].sort((a, b) => a - b) as [number, number];
        const ratio = (light + 0.05) / (dark + 0.05);
        return ratio < (element.closest('[aria-hidden=true]') && !element.closest('[role=img]') ? 3 : limit)
          ? [`${ratio.toFixed(2)} "${element.textContent?.slice(0, 30)}" .${element.className}`]
          : [];
      });
  }, least);
}
