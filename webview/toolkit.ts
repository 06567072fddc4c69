// Which controls come from the component library? (The only file that imports it.)

import {
  type Checkbox,
  type Dropdown,
  type Panels,
  provideVSCodeDesignSystem,
  type TextField,
  vsCodeBadge,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodePanels,
  vsCodePanelTab,
  vsCodePanelView,
  vsCodeProgressRing,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';
import { append, type Child, custom } from './dom.ts';

/** Defines the elements; called once, before any of them is made. */
export function registerToolkit(): void {
  provideVSCodeDesignSystem().register(
    vsCodeBadge(),
    vsCodeButton(),
    vsCodeCheckbox(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodePanels(),
    vsCodePanelTab(),
    vsCodePanelView(),
    vsCodeProgressRing(),
    vsCodeTextField(),
  );
}

export function button(
  label: string,
  onClick: () => void,
  look: 'primary' | 'secondary' = 'secondary',
): HTMLElement {
  return custom('vscode-button', { appearance: look, onclick: onClick }, [label]);
}

export function badge(text: string, title: string): HTMLElement {
  return custom('vscode-badge', { title }, [text]);
}

export function ring(label: string): HTMLElement {
  return custom('vscode-progress-ring', { 'aria-label': label });
}

export function checkbox(label: string, onChange: (checked: boolean) => void, checked = false): HTMLElement {
  const box = custom('vscode-checkbox', { checked }, [label]) as Checkbox;
  box.addEventListener('change', () => onChange(box.checked));
  return box;
}

/** Whenever a field enters the page, the toolkit gives it a fixed name; ours comes after it. */
export function textField(label: string, placeholder: string, onInput: (text: string) => void): HTMLElement {
  const field = custom('vscode-text-field', { placeholder }) as TextField;
  const name = () => field.getAttribute('aria-label') !== label && field.setAttribute('aria-label', label);
  new MutationObserver(name).observe(field, { attributes: true, attributeFilter: ['aria-label'] });
  queueMicrotask(name);
  field.addEventListener('input', () => onInput(field.value));
  return field;
}

export function dropdown(
  label: string,
  options: readonly string[],
  chosen: number,
  onChange: (index: number) => void,
): HTMLElement & { selectedIndex: number } {
  const children = options.map((text, at) =>
    custom('vscode-option', { value: at, selected: at === chosen }, [text]),
  );
  const list = custom('vscode-dropdown', { 'aria-label': label }, children) as Dropdown;
  list.addEventListener('change', () => onChange(list.selectedIndex));
  return list;
}

export interface Tab {
  /** Names the tab in the page's memory. */
  readonly key: string;
  readonly label: string;
  readonly title: string;
  readonly view: HTMLElement;
}

export interface Tabs {
  readonly element: HTMLElement;
  choose(key: string): void;
}

/** Tabs over views; `onChoose` hears every change, also the first. */
export function tabs(
  label: string,
  all: readonly Tab[],
  first: string,
  onChoose: (key: string) => void,
): Tabs {
  const known = Math.max(
    0,
    all.findIndex(({ key }) => key === first),
  );
  const element = custom('vscode-panels', { 'aria-label': label, activeid: tabId(known) }) as Panels;
  append(element, all.map(tabElement));
  append(element, all.map(viewElement));
  const chosen = () => onChoose(all[Number(element.activeid.replace('tab-', ''))]?.key ?? all[0]!.key);
  element.addEventListener('change', (event) => event.target === element && chosen());
  chosen();
  return {
    element,
    choose: (key) => {
      const at = all.findIndex((tab) => tab.key === key);
      if (at >= 0) element.activeid = tabId(at);
      chosen();
    },
  };
}

function tabId(at: number): string {
  return `tab-${at}`;
}

function tabElement(tab: Tab, at: number): Child {
  return custom('vscode-panel-tab', { id: tabId(at), title: tab.title }, [tab.label]);
}

function viewElement(tab: Tab, at: number): Child {
  return custom('vscode-panel-view', { id: `view-${at}` }, [tab.view]);
}
