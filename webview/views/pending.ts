// What does a view show while its answer is awaited, and when there is none?

import { el, fill } from '../dom.ts';
import { say } from '../say.ts';

/** Fills the place with the answer; an answer that comes after a newer question is dropped. */
export class Pending {
  readonly notice = el('p', { class: 'dim', role: 'status' });
  private newest = 0;

  async show<T>(answer: Promise<T>, show: (answer: T) => void): Promise<void> {
    const turn = ++this.newest;
    fill(this.notice, [say('Counting…')]);
    try {
      const value = await answer;
      if (turn !== this.newest) return;
      fill(this.notice, []);
      show(value);
    } catch (error) {
      if (turn === this.newest) fill(this.notice, [error instanceof Error ? error.message : String(error)]);
    }
  }
}
