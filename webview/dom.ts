// How does the page build its elements, without ever parsing markup?

import { visible } from './text.ts';

export type Child = Node | string | null | false;

export interface Attributes {
  readonly [name: string]: string | number | boolean | null | undefined | ((event: Event) => void) | Vars;
}

/** CSS custom properties, set through the style object, which a strict policy allows. */
export interface Vars {
  readonly [property: `--${string}`]: string;
}

const SVG = 'http://www.w3.org/2000/svg';

/**
 * An HTML element with attributes and children. Strings become text, with unseen characters drawn.
 * `true` sets an attribute empty; `false`, null and undefined leave it out; a function named `onclick`
 * listens to clicks; an object named `vars` sets custom properties.
 */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  children: readonly Child[] = [],
): HTMLElementTagNameMap[K] {
  return filled(document.createElement(tag), attributes, children);
}

/** An element of the toolkit, which TypeScript's table of tags does not know. */
export function custom(
  tag: `vscode-${string}`,
  attributes: Attributes = {},
  children: readonly Child[] = [],
): HTMLElement {
  return filled(document.createElement(tag), attributes, children);
}

export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  children: readonly Child[] = [],
): SVGElementTagNameMap[K] {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled<E extends HTMLElement | SVGElement>(
  element: E,
  attributes: Attributes,
  children: readonly Child[],
): E {
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  append(element, children);
  return element;
}

function setAttribute(element: HTMLElement | SVGElement, name: string, value: Attributes[string]): void {
  if (value === null || value === undefined || value === false) return;
  if (typeof value === 'function') element.addEventListener(name.replace(/^on/, ''), value);
  else if (typeof value === 'object') setVars(element, value);
  else element.setAttribute(name, value === true ? '' : visible(String(value)));
}

function setVars(element: HTMLElement | SVGElement, vars: Vars): void {
  for (const [property, value] of Object.entries(vars)) element.style.setProperty(property, value);
}

export function append(element: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null || child === false) continue;
    element.append(typeof child === 'string' ? visible(child) : child);
  }
}

/** Replaces all that an element holds. */
export function fill(element: Element, children: readonly Child[]): void {
  element.replaceChildren();
  append(element, children);
}
