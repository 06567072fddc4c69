// What do the project's sources import, use and measure, as the TypeScript parser sees them?
import fs from 'node:fs';
import ts from 'typescript';

export interface SourceFile {
  /** From the project's root, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly tree: ts.SourceFile;
}

export interface ImportOf {
  readonly from: string;
  /** A path from the project's root for relative imports, else the module's name. */
  readonly to: string;
  readonly written: string;
  /** 1-based. */
  readonly line: number;
}

export interface FunctionSize {
  readonly where: string;
  readonly lines: number;
}

/** Every .ts file under these folders, parsed. */
export function readSources(folders: readonly string[]): SourceFile[] {
  return folders
    .filter((folder) => fs.existsSync(folder))
    .flatMap((folder) =>
      fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
    )
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .sort()
    .map(readSource);
}

function readSource(path: string): SourceFile {
  return parseSource(path, fs.readFileSync(path, 'utf8'));
}

export function parseSource(path: string, text: string): SourceFile {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  return { path, text, lines: text.replace(/\n$/, '').split('\n').length, tree };
}

/** Imports, re-exports, `import()` calls and `import('x')` types. */
export function importsOf(file: SourceFile): ImportOf[] {
  const found: ImportOf[] = [];
  visit(file.tree, (node) => {
    const name = moduleNameOf(node);
    if (name === undefined) return;
    found.push({
      from: file.path,
      to: resolve(file.path, name.text),
      written: name.text,
      line: lineOf(file, name),
    });
  });
  return found;
}

function moduleNameOf(node: ts.Node): ts.StringLiteralLike | undefined {
  let name: ts.Node | undefined;
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) name = node.moduleSpecifier;
  else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) name = node.argument.literal;
  else if (ts.isCallExpression(node) && loadsModule(node.expression)) name = node.arguments[0];
  return name !== undefined && ts.isStringLiteralLike(name) ? name : undefined;
}

function loadsModule(callee: ts.Expression): boolean {
  return (
    callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require')
  );
}

function resolve(from: string, written: string): string {
  if (!written.startsWith('.')) return written;
  const parts = from.split('/').slice(0, -1);
  for (const part of written.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** Uses of these global names, as `path:line name`; a name that the file declares itself is not the global one. */
export function globalsUsed(file: SourceFile, names: ReadonlySet<string>): string[] {
  const own = new Set<string>();
  const used: ts.Identifier[] = [];
  visit(file.tree, (node) => {
    if (!ts.isIdentifier(node) || !names.has(node.text)) return;
    if (isDeclaration(node)) own.add(node.text);
    else if (!isMemberName(node)) used.push(node);
  });
  return used
    .filter((node) => !own.has(node.text))
    .map((node) => `${file.path}:${lineOf(file, node)} ${node.text}`);
}

function isDeclaration(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isBindingElement(parent))
    return parent.name === node;
  return (
    ts.isFunctionDeclaration(parent) || ts.isImportSpecifier(parent) || ts.isInterfaceDeclaration(parent)
  );
}

/** `x.name`, `{ name: … }`, `readonly name: …`: a member that happens to have the name. */
function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isBindingElement(parent)) return parent.propertyName === node;
  const members = [
    ts.isPropertyAssignment,
    ts.isPropertySignature,
    ts.isPropertyDeclaration,
    ts.isMethodDeclaration,
  ];
  return [...members, ts.isMethodSignature, ts.isEnumMember].some((is) => is(parent) && parent.name === node);
}

/** Every `any` that is written as a type. */
export function anysIn(file: SourceFile): string[] {
  const found: string[] = [];
  visit(file.tree, (node) => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) found.push(`${file.path}:${lineOf(file, node)}`);
  });
  return found;
}

/** The length of every function with a body, comments before it apart. */
export function functionsIn(file: SourceFile): FunctionSize[] {
  const found: FunctionSize[] = [];
  visit(file.tree, (node) => {
    if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined) return;
    const first = lineOf(file, node);
    const last = file.tree.getLineAndCharacterOfPosition(node.end).line + 1;
    found.push({ where: `${file.path}:${first}`, lines: last - first + 1 });
  });
  return found;
}

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  ts.forEachChild(node, (child) => visit(child, see));
}

const lineOf = (file: SourceFile, node: ts.Node): number =>
  file.tree.getLineAndCharacterOfPosition(node.getStart(file.tree)).line + 1;
