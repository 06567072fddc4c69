// Which lines are marked now? The one source for gutter, text, ruler, hover and problems.

import * as vscode from 'vscode';
import type { Mark } from '../../protocol/answers.ts';
import type { WorkspaceSites } from '../sources/workspace-sites.ts';
import { type LineEdit, shiftLine } from './line-shift.ts';

/** A mark where its line is after the edits of this session. */
export interface PlacedMark {
  readonly mark: Mark;
  /** 1-based, or undefined when the line was deleted. */
  line: number | undefined;
  /** The same as of the last save: what counts again when an edit is thrown away. */
  savedLine: number | undefined;
}

/** `removed` false: lines moved only, and decorations moved with them by themselves. */
export interface MarksChange {
  readonly uri: vscode.Uri | undefined;
  readonly removed: boolean;
}

export class ActiveMarks implements vscode.Disposable {
  #byFile = new Map<string, PlacedMark[]>();
  /** Files between the start and the end of a save: becoming clean there does not undo anything. */
  readonly #saving = new Set<string>();
  readonly #changed = new vscode.EventEmitter<MarksChange>();
  readonly onDidChange = this.#changed.event;
  readonly #listeners: vscode.Disposable;

  constructor(private readonly sites: WorkspaceSites) {
    this.#listeners = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument((event) => this.#edited(event)),
      vscode.workspace.onWillSaveTextDocument(({ document }) => this.#saving.add(document.uri.toString())),
      vscode.workspace.onDidSaveTextDocument((document) => this.#saved(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#closed(document)),
    );
  }

  /** Replaces all marks. */
  set(marks: readonly Mark[]): void {
    this.#byFile = new Map();
    for (const mark of marks) {
      const uri = this.sites.uri(mark.file);
      if (!('refused' in uri)) this.#place(uri, mark);
    }
    this.#changed.fire({ uri: undefined, removed: true });
  }

  of(uri: vscode.Uri): readonly PlacedMark[] {
    return this.#byFile.get(uri.toString()) ?? [];
  }

  /** The mark on a line, 1-based. */
  at(uri: vscode.Uri, line: number): PlacedMark | undefined {
    return this.of(uri).find((placed) => placed.line === line);
  }

  /** Where a line of the dumps is now. */
  currentLine(uri: vscode.Uri, line: number): number {
    return this.of(uri).find(({ mark }) => mark.line === line)?.line ?? line;
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#changed.dispose();
  }

  #place(uri: vscode.Uri, mark: Mark): void {
    const key = uri.toString();
    const marks = this.#byFile.get(key) ?? [];
    marks.push({ mark, line: mark.line, savedLine: mark.line });
    this.#byFile.set(key, marks);
  }

  #edited({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const marks = this.of(document.uri);
    if (marks.length === 0) return;
    if (contentChanges.length === 0) {
      if (!document.isDirty && !this.#saving.has(document.uri.toString())) this.#reverted(document);
      return;
    }
    this.#saving.delete(document.uri.toString());
    let moved = false;
    let removed = false;
    for (const edit of contentChanges.map(lineEdit)) {
      for (const placed of marks) {
        if (placed.line === undefined) continue;
        const line = shiftLine(placed.line, edit);
        moved ||= line !== placed.line;
        removed ||= line === undefined;
        placed.line = line;
      }
    }
    if (moved) this.#changed.fire({ uri: document.uri, removed });
  }

  #saved({ uri }: vscode.TextDocument): void {
    this.#saving.delete(uri.toString());
    for (const placed of this.of(uri)) placed.savedLine = placed.line;
  }

  /** By undo or by throwing the edits away: the text is as it was saved, so every mark is where it was. */
  #reverted({ uri }: vscode.TextDocument): void {
    for (const placed of this.of(uri)) placed.line = placed.savedLine;
    this.#changed.fire({ uri, removed: true });
  }

  #closed(document: vscode.TextDocument): void {
    if (document.isDirty) this.#reverted(document);
  }
}

/** Changes of one event come bottom first, so each can be applied to the lines as they are. */
function lineEdit({ range, text }: vscode.TextDocumentContentChangeEvent): LineEdit {
  return {
    startLine: range.start.line + 1,
    startColumn: range.start.character,
    endLine: range.end.line + 1,
    breaks: text.split('\n').length - 1,
  };
}
