// How does a menu open at a place, work from the keyboard, and close?

import { el } from '../dom.ts';

export interface MenuItem {
  readonly label: string;
  readonly act: () => void;
}

/** Opens over the page; `closed` is called when it is gone, before the action. */
export function openMenu(
  label: string,
  items: readonly MenuItem[],
  x: number,
  y: number,
  closed: () => void,
): void {
  const over = new AbortController();
  const close = () => {
    over.abort();
    menu.remove();
    closed();
  };
  const buttons = items.map(({ label: text, act }) =>
    el(
      'button',
      {
        type: 'button',
        role: 'menuitem',
        tabindex: -1,
        onclick: () => {
          close();
          act();
        },
      },
      [text],
    ),
  );
  const menu = el('div', { class: 'menu', role: 'menu', 'aria-label': label }, buttons);
  menu.addEventListener('keydown', (event) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
      buttons[(at + step + buttons.length) % buttons.length]!.focus();
    } else if (event.key === 'Escape' || event.key === 'Tab') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  const outside = (event: Event) => menu.contains(event.target as Node) || close();
  document.addEventListener('pointerdown', outside, { signal: over.signal, capture: true });
  (document.querySelector('main') ?? document.body).append(menu);
  place(menu, x, y);
  buttons[0]?.focus();
}

/** Inside the window, whatever the pointer's place. */
function place(menu: HTMLElement, x: number, y: number): void {
  const { width, height } = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(4, Math.min(x, innerWidth - width - 4))}px`;
  menu.style.top = `${Math.max(4, Math.min(y, innerHeight - height - 4))}px`;
}
