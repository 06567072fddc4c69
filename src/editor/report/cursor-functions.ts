// Which functions of the dumps are at the cursor of the editor?

import * as vscode from 'vscode';
import type { ActiveMarks } from '../marks/active-marks.ts';
import { functionLines } from '../marks/function-lines.ts';
import { functionsAt } from './functions-at.ts';

/** A moving cursor is followed at most this often. */
const FOLLOW_MILLISECONDS = 120;

/** Known by the marks: a line without one takes those of the declared function around it. */
export class CursorFunctions implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #listeners: vscode.Disposable;
  #functions: readonly string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly marks: ActiveMarks) {
    this.#listeners = vscode.Disposable.from(
      vscode.window.onDidChangeTextEditorSelection(() => this.#soon()),
      vscode.window.onDidChangeActiveTextEditor(() => this.#soon()),
      marks.onDidChange(() => this.#soon()),
    );
  }

  /** Nearest first; empty on code that no dump names. */
  get functions(): readonly string[] {
    return this.#functions;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#listeners.dispose();
    this.#changed.dispose();
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#read();
    }, FOLLOW_MILLISECONDS);
  }

  /** While a page has the focus there is no text editor, and what it shows stays. */
  #read(): void {
    const editor = vscode.window.activeTextEditor;
    if (!editor) return;
    const found = this.#at(editor);
    if (found.join('\n') === this.#functions.join('\n')) return;
    this.#functions = found;
    this.#changed.fire();
  }

  #at({ document, selection }: vscode.TextEditor): readonly string[] {
    const marks = this.marks.of(document.uri);
    if (marks.length === 0) return [];
    return functionsAt(marks, selection.active.line + 1, functionLines(document.getText()));
  }
}
