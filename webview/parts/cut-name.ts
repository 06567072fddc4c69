// How does a long name stay telling where there is no room for it?

import { type Child, el } from '../dom.ts';
import { shortFunction } from '../text.ts';

/** The path gives way, the function's own name stays: `github.com/zero…collection.NewCache`. */
export function cutName(name: string): Child {
  const own = shortFunction(name);
  const path = name.slice(0, name.length - own.length);
  if (path === '') return name;
  return el('span', { class: 'cut-name' }, [
    el('span', { class: 'cut-path' }, [path]),
    el('span', { class: 'cut-own' }, [own]),
  ]);
}
