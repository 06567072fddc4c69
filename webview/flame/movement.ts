// How does the part in sight move, and when is it drawn?

import { type Span, WHOLE } from './layout.ts';
import { wantsStillness } from './tip.ts';
import { between } from './viewport.ts';

const MOVEMENT_MS = 140;

/** The span in sight. At most one drawing per frame, whatever asks for it. */
export class Movement {
  private frame = 0;
  private at: Span = WHOLE;

  constructor(private readonly draw: () => void) {}

  get span(): Span {
    return this.at;
  }

  /** Shows a part of the whole, at once. */
  set(span: Span): void {
    this.at = span;
    this.ask();
  }

  /** Moves to a span; at once where movement is not wanted. */
  look(to: Span): void {
    const from = this.at;
    if (wantsStillness()) this.set(to);
    else this.glide(from, to);
  }

  /** Asks for a drawing. */
  ask(): void {
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  }

  stop(): void {
    cancelAnimationFrame(this.frame);
  }

  private glide(from: Span, to: Span): void {
    const began = performance.now();
    const step = (now: number) => {
      const time = Math.min(1, Math.max(0, (now - began) / MOVEMENT_MS));
      this.at = between(from, to, time);
      this.draw();
      this.frame = time < 1 ? requestAnimationFrame(step) : 0;
    };
    this.stop();
    this.frame = requestAnimationFrame(step);
  }
}
