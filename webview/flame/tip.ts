// Where does the tip stand, and may things move?

import type { Size } from './paint.ts';

/** Beside the pointer, on the side where there is room. */
export function placeTip(tip: HTMLElement, { width, height }: Size, x: number, y: number): void {
  const onLeft = x > width / 2;
  tip.style.left = onLeft ? 'auto' : `${x + 12}px`;
  tip.style.right = onLeft ? `${width - x + 12}px` : 'auto';
  tip.style.top = `${Math.min(y + 14, Math.max(0, height - 80))}px`;
}

/** Where movement is not wanted, changes show at once. */
export function wantsStillness(): boolean {
  return (
    matchMedia('(prefers-reduced-motion: reduce)').matches ||
    document.body.classList.contains('vscode-reduce-motion')
  );
}
