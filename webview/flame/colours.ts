// Which colour has a node, in every theme?
//
// The hue tells packages apart and nothing else does; whose code it is also shows in the strength, and in
// contrast themes boxes are lines without a filling.

import { FLAME_LIBRARY, FLAME_OWN, type FlameTree } from '../../src/protocol/flame.ts';
import { type Change, changeOf } from './changes.ts';

export type ColourBy = 'package' | 'owner' | 'share' | 'change';

/** What a theme says about itself. */
export interface Palette {
  readonly dark: boolean;
  readonly contrast: boolean;
  readonly background: string;
  readonly text: string;
  readonly border: string;
  readonly focus: string;
  readonly match: string;
  /** Family of the letters. */
  readonly font: string;
}

/** Read from the page's styles, which a view not yet in the page has not; again whenever the theme changes. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element.ownerDocument.documentElement);
  const read = (name: string, otherwise: string) => style.getPropertyValue(name).trim() || otherwise;
  const classes = element.ownerDocument.body.classList;
  const contrast = classes.contains('vscode-high-contrast') || classes.contains('vscode-high-contrast-light');
  const light = classes.contains('vscode-light') || classes.contains('vscode-high-contrast-light');
  return {
    dark: !light,
    contrast,
    background: read('--vscode-editor-background', light ? '#ffffff' : '#1f1f1f'),
    text: read('--vscode-editor-foreground', light ? '#3b3b3b' : '#cccccc'),
    border: read('--vscode-contrastBorder', light ? '#ffffff' : '#1f1f1f'),
    focus: read('--vscode-focusBorder', '#0078d4'),
    match: read('--vscode-charts-yellow', '#cca700'),
    font: read('--vscode-editor-font-family', 'monospace'),
  };
}

/** One colour per node name, or per node where the share decides. */
export function colourOf(
  tree: FlameTree,
  node: number,
  by: ColourBy,
  { dark, contrast, background }: Palette,
): string {
  if (contrast) return background;
  if (by === 'share') return heat(tree.total[node]! / Math.max(1e-300, tree.total[0]!), dark);
  if (by === 'change') return changeColour(nodeChange(tree, node), dark);
  const owner = tree.owner[node]!;
  const hue = by === 'owner' ? OWNER_HUES[owner]! : hueOf(packageOf(tree.names[tree.name[node]!]!));
  const strength = owner === FLAME_OWN ? 52 : owner === FLAME_LIBRARY ? 30 : 8;
  return `hsl(${hue} ${strength}% ${dark ? 30 : 80}%)`;
}

/** What became of a node since the baseline; the same where the tree has none. */
export function nodeChange({ compared }: FlameTree, node: number): Change {
  if (compared === undefined) return changeOf(1, 1);
  return changeOf(compared.now[node]!, compared.base[node]! * compared.scale);
}

/** Orange for more and blue for less, which almost everybody can tell apart; the signs say the same. */
function changeColour({ kind, degree }: Change, dark: boolean): string {
  if (kind === 'same') return `hsl(220 5% ${dark ? 26 : 88}%)`;
  const hue = kind === 'new' ? 8 : kind === 'grown' ? 28 : kind === 'shrunk' ? 212 : 232;
  const strength = 24 + 15 * degree;
  return `hsl(${hue} ${Math.round(strength)}% ${dark ? 32 : 80}%)`;
}

const OWNER_HUES: readonly number[] = [8, 205, 220];

function heat(share: number, dark: boolean): string {
  const hot = Math.sqrt(Math.min(1, Math.max(0, share)));
  return `hsl(${Math.round(50 - 45 * hot)} ${Math.round(15 + 50 * hot)}% ${dark ? 30 : 80}%)`;
}

/** `github.com/acme/shop/cart.(*Cart).Add` → `github.com/acme/shop/cart`. */
export function packageOf(name: string): string {
  const arguments_ = name.search(/[[(]/);
  const slash = name.lastIndexOf('/', arguments_ < 0 ? undefined : arguments_);
  const dot = name.indexOf('.', slash + 1);
  return dot < 0 ? name : name.slice(0, dot);
}

/** The same hue for the same text on every machine (FNV-1a). */
export function hueOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % 360;
}
