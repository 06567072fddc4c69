// How are marks drawn in an editor: gutter icon, text after the line, overview ruler?

import * as vscode from 'vscode';
import type { Mark } from '../../protocol/answers.ts';
import { markSettings, onDidChangeMarkSettings } from '../settings.ts';
import type { ActiveMarks, PlacedMark } from './active-marks.ts';
import { visibleText } from './plain-markdown.ts';

const HEATS = [0, 1, 2, 3] as const;

/** A dot, a diamond, a triangle; cool lines have none, since on every known line they would be in the way of breakpoints. */
const ICONS = [undefined, 'heat-1', 'heat-2', 'heat-3'] as const;

const LONGEST_TEXT = 120;
const REDRAW_MILLISECONDS = 80;

/** One type per heat, one for suspects and one for the text: a small fixed set, whatever the number of marks. */
interface Types {
  readonly heat: readonly vscode.TextEditorDecorationType[];
  readonly suspect: vscode.TextEditorDecorationType;
  readonly text: vscode.TextEditorDecorationType;
}

export class Decorations implements vscode.Disposable {
  #types: Types;
  #settings = markSettings();
  readonly #listeners: vscode.Disposable;
  readonly #due = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly marks: ActiveMarks,
    private readonly media: vscode.Uri,
  ) {
    this.#types = this.#makeTypes();
    this.#listeners = vscode.Disposable.from(
      marks.onDidChange(({ uri, removed }) => {
        if (!uri) this.#draw();
        else if (removed) this.#drawSoon(uri);
      }),
      vscode.window.onDidChangeVisibleTextEditors(() => this.#draw()),
      vscode.window.onDidChangeActiveColorTheme(() => this.#renew()),
      onDidChangeMarkSettings(() => this.#renew()),
    );
    this.#draw();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#listeners.dispose();
    this.#disposeTypes();
  }

  #renew(): void {
    this.#disposeTypes();
    this.#settings = markSettings();
    this.#types = this.#makeTypes();
    this.#draw();
  }

  /** Edits come in bursts, and each drawing sends all marks of the file. */
  #drawSoon(uri: vscode.Uri): void {
    this.#due.add(uri.toString());
    this.#timer ??= setTimeout(() => {
      const due = new Set(this.#due);
      this.#due.clear();
      this.#timer = undefined;
      this.#draw((editor) => due.has(editor.document.uri.toString()));
    }, REDRAW_MILLISECONDS);
  }

  #draw(which: (editor: vscode.TextEditor) => boolean = () => true): void {
    for (const editor of vscode.window.visibleTextEditors) if (which(editor)) this.#drawIn(editor);
  }

  #drawIn(editor: vscode.TextEditor): void {
    const placed = this.marks.of(editor.document.uri).filter((one) => isOnLine(one, editor.document));
    const draw = (type: vscode.TextEditorDecorationType, which: (mark: Mark) => boolean): void => {
      const shown = placed.filter(({ mark }) => which(mark));
      editor.setDecorations(
        type,
        shown.map(({ line }) => editor.document.lineAt(line! - 1).range),
      );
    };
    draw(this.#types.suspect, ({ finding }) => finding !== null);
    for (const heat of HEATS)
      draw(this.#types.heat[heat], (mark) => mark.finding === null && mark.heat === heat);
    const texts = this.#settings.text ? placed.filter(({ mark }) => mark.text !== '') : [];
    editor.setDecorations(
      this.#types.text,
      texts.map((one) => textAfter(one, editor.document)),
    );
  }

  #makeTypes(): Types {
    const make = (icon: string | undefined, ruler: string): vscode.TextEditorDecorationType =>
      vscode.window.createTextEditorDecorationType({
        rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
        ...(this.#settings.gutter && icon ? this.#gutter(icon) : {}),
        ...(this.#settings.overviewRuler ? rulerAt(ruler) : {}),
      });
    return {
      heat: HEATS.map((level) => make(ICONS[level], `culprit.ruler${level}`)),
      suspect: make('suspect', 'culprit.ruler3'),
      text: vscode.window.createTextEditorDecorationType({
        rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
      }),
    };
  }

  /** High contrast has icons of its own; else light and dark are chosen by the theme. */
  #gutter(name: string): vscode.DecorationRenderOptions {
    const icon = (theme: string): vscode.Uri => vscode.Uri.joinPath(this.media, `${name}-${theme}.svg`);
    const { kind } = vscode.window.activeColorTheme;
    if (kind === vscode.ColorThemeKind.HighContrast) {
      return { gutterIconPath: icon('contrast'), gutterIconSize: 'contain' };
    }
    return {
      gutterIconSize: 'contain',
      light: { gutterIconPath: icon('light') },
      dark: { gutterIconPath: icon('dark') },
    };
  }

  #disposeTypes(): void {
    for (const type of [...this.#types.heat, this.#types.suspect, this.#types.text]) type.dispose();
  }
}

function rulerAt(color: string): vscode.DecorationRenderOptions {
  return {
    overviewRulerColor: new vscode.ThemeColor(color),
    overviewRulerLane: vscode.OverviewRulerLane.Left,
  };
}

function isOnLine({ line }: PlacedMark, document: vscode.TextDocument): boolean {
  return line !== undefined && line >= 1 && line <= document.lineCount;
}

function textAfter({ mark, line }: PlacedMark, document: vscode.TextDocument): vscode.DecorationOptions {
  const { end } = document.lineAt(line! - 1).range;
  return {
    range: new vscode.Range(end, end),
    renderOptions: {
      after: {
        contentText: visibleText(mark.text, LONGEST_TEXT),
        color: new vscode.ThemeColor('culprit.lineText'),
        margin: '0 0 0 3ch',
      },
    },
  };
}
