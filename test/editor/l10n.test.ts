// Is every sentence of the editor in every language, with the same places for what is filled in?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { describe, test } from 'node:test';
import ts from 'typescript';

type Texts = Readonly<Record<string, string>>;

const read = (file: string): Texts => JSON.parse(fs.readFileSync(file, 'utf8')) as Texts;

/** The first argument of every `l10n.t('…')` and `t('…')` of the editor. */
function sentences(): Set<string> {
  const found = new Set<string>();
  const names = fs.readdirSync('src/editor', { recursive: true, encoding: 'utf8' });
  for (const name of names.filter((one) => one.endsWith('.ts'))) {
    const text = fs.readFileSync(`src/editor/${name}`, 'utf8');
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && /(?:^|\.)t$/.test(node.expression.getText())) {
        const [first] = node.arguments;
        assert.ok(
          first !== undefined && ts.isStringLiteralLike(first),
          `${name}: ${node.getText()} has no plain text`,
        );
        found.add(first.text);
      }
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true));
  }
  return found;
}

const placeholders = (text: string): string[] => [...new Set(text.match(/\{\d+\}/g) ?? [])].sort();
const commands = (text: string): string[] => (text.match(/\]\(command:[^)]*\)/g) ?? []).sort();
const icons = (text: string): string[] => (text.match(/\$\([\w-]+\)/g) ?? []).sort();

function assertAgrees(key: string, source: string, translated: string): void {
  for (const part of [placeholders, commands, icons])
    assert.deepEqual(part(translated), part(source), `${key}: ${translated}`);
}

describe('Simplified Chinese', () => {
  test('has every sentence of the editor, and no other', () => {
    const bundle = read('l10n/bundle.l10n.zh-cn.json');
    assert.deepEqual(Object.keys(bundle).sort(), [...sentences()].sort());
    for (const [key, text] of Object.entries(bundle)) assertAgrees(key, key, text);
  });

  test('has every text of the manifest, and no other', () => {
    const [english, chinese] = [read('package.nls.json'), read('package.nls.zh-cn.json')];
    assert.deepEqual(Object.keys(chinese).sort(), Object.keys(english).sort());
    for (const [key, text] of Object.entries(english)) assertAgrees(key, text, chinese[key]!);
  });
});

test('the manifest names no text that is not there', () => {
  const texts = read('package.nls.json');
  const named = fs.readFileSync('package.json', 'utf8').match(/"%[\w.]+%"/g) ?? [];
  assert.deepEqual(
    named.map((name) => name.slice(2, -2)).filter((key) => !(key in texts)),
    [],
  );
});
