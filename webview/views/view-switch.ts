// Which view of a dump is in front?

import { el } from '../dom.ts';

export interface View {
  /** Names the view in the page's memory. */
  readonly key: string;
  readonly label: string;
  /** Made when it is first shown. */
  readonly make: () => HTMLElement;
}

export interface ViewSwitch {
  readonly element: HTMLElement;
  /** Room for controls beside the tabs. */
  readonly beside: HTMLElement;
  show(key: string): void;
}

let switches = 0;

/** Tabs of the plain kind: one of them in the order of focus, arrows move. */
export function viewSwitch(
  label: string,
  views: readonly View[],
  first: string,
  onShow: (key: string) => void,
): ViewSwitch {
  const id = `views-${++switches}`;
  const panel = el('div', { class: 'view-panel', role: 'tabpanel', id: `${id}-panel` });
  const made = new Map<string, HTMLElement>();
  const tabs = views.map((view, at) =>
    el(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `${id}-${at}`,
        'aria-controls': `${id}-panel`,
        onclick: () => show(view.key),
      },
      [view.label],
    ),
  );
  const show = (key: string) => {
    const at = Math.max(
      0,
      views.findIndex((view) => view.key === key),
    );
    const view = views[at]!;
    tabs.forEach((tab, i) => {
      tab.setAttribute('aria-selected', String(i === at));
      tab.tabIndex = i === at ? 0 : -1;
    });
    panel.setAttribute('aria-labelledby', `${id}-${at}`);
    let element = made.get(view.key);
    if (element === undefined) {
      made.set(view.key, (element = view.make()));
      panel.append(element);
    }
    for (const one of made.values()) one.hidden = one !== element;
    onShow(view.key);
  };
  const list = el('div', { class: 'view-tabs', role: 'tablist', 'aria-label': label }, tabs);
  list.addEventListener('keydown', (event) => {
    const at = tabs.indexOf(event.target as HTMLButtonElement);
    const next = nextTab(event.key, at, tabs.length);
    if (at < 0 || next === null) return;
    event.preventDefault();
    show(views[next]!.key);
    tabs[next]!.focus();
  });
  show(first);
  const beside = el('div', { class: 'view-beside' });
  const head = el('div', { class: 'view-head' }, [list, beside]);
  return { element: el('div', { class: 'views' }, [head, panel]), beside, show };
}

function nextTab(key: string, at: number, count: number): number | null {
  if (key === 'ArrowRight') return (at + 1) % count;
  if (key === 'ArrowLeft') return (at + count - 1) % count;
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}
