// Which sentences can the sources write, with holes in place of what they put in?
import ts from 'typescript';
import { readSources } from '../support/source-tree.ts';

export interface Templates {
  /** True when the sources write the pattern's English, or write it by filling a hole of one sentence with another. */
  write(pattern: string): boolean;
}

export function templatesOf(folders: readonly string[]): Templates {
  const all = new Set<string>();
  for (const { tree } of readSources(folders)) collect(tree, all);
  const open = [...all].filter((one) => one.includes('{}') && one !== '{}').map(fillable);
  const known = (part: string, depth: number): boolean =>
    part === '' ||
    part === '{}' ||
    wrote(part, depth) ||
    (part.startsWith('{}') && wrote(part.slice(2), depth));
  const wrote = (text: string, depth: number): boolean =>
    all.has(text) || (depth > 0 && open.some((one) => fills(one, text, depth)));
  const fills = (one: RegExp, text: string, depth: number): boolean => {
    const parts = one.exec(text);
    return parts?.slice(1).every((part) => known(part, depth - 1)) ?? false;
  };
  // A phrase and what follows it: `${who} ${what}, ${since}`.
  const before = (text: string) => text.replace(/(?:,? \{\})+$/, '');
  return {
    write: (pattern) => {
      const bare = pattern.replace(/\{\d[^}]*\}/g, '{}');
      return known(bare, 2) || all.has(before(bare));
    },
  };
}

/** What is written as a whole, without holes, under one of these names: `fix: 'Close it.'`. */
export function textsNamed(names: ReadonlySet<string>, folders: readonly string[]): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && names.has(node.name.getText())) {
      const text = textOf(node.initializer);
      if (text !== null && !text.includes('{}')) found.push(text);
    }
    ts.forEachChild(node, visit);
  };
  for (const { tree } of readSources(folders)) visit(tree);
  return found;
}

function fillable(template: string): RegExp {
  const literals = template.split('{}').map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literals.join('(.*?)')}$`);
}

function collect(node: ts.Node, all: Set<string>): void {
  if (ts.isImportDeclaration(node)) return;
  const text = textOf(node);
  if (text !== null) for (const one of partsOf(text)) all.add(one);
  ts.forEachChild(node, (child) => collect(child, all));
}

/** The whole text, each sentence, each part between dots, and each after the hole before it. */
function partsOf(text: string): string[] {
  const cut = [text, ...text.split(' · '), ...text.split(/(?<=\.) /), ...text.split(/(?<=\.)(?=\{\}$)/)];
  return [...cut, ...cut.map((one) => one.replace(/^\{\} /, ''))].map((one) => one.trim()).concat(text);
}

function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return node.head.text + node.templateSpans.map(({ literal }) => `{}${literal.text}`).join('');
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [textOf(node.left), textOf(node.right)];
    return left === null && right === null ? null : (left ?? '{}') + (right ?? '{}');
  }
  return null;
}
