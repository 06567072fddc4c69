// What of VS Code's API do marks need?  A drawing of it, to measure them without a window.

type Listener<T> = (event: T) => unknown;

export class Disposable {
  constructor(readonly dispose: () => void) {}
  static from(...all: { dispose(): unknown }[]): Disposable {
    return new Disposable(() => {
      for (const one of all) one.dispose();
    });
  }
}

export class EventEmitter<T> {
  readonly #listeners = new Set<Listener<T>>();
  readonly event = (listener: Listener<T>): Disposable => {
    this.#listeners.add(listener);
    return new Disposable(() => this.#listeners.delete(listener));
  };
  fire(event: T): void {
    for (const listener of this.#listeners) listener(event);
  }
  dispose(): void {
    this.#listeners.clear();
  }
}

export class Uri {
  private constructor(
    readonly scheme: string,
    readonly path: string,
  ) {}
  static file(path: string): Uri {
    return new Uri('file', path);
  }
  static joinPath(base: Uri, ...parts: string[]): Uri {
    return new Uri(base.scheme, [base.path, ...parts].join('/'));
  }
  toString(): string {
    return `${this.scheme}://${this.path}`;
  }
}

export class Position {
  constructor(
    readonly line: number,
    readonly character: number,
  ) {}
}

export class Range {
  readonly start: Position;
  readonly end: Position;
  constructor(a: number | Position, b: number | Position, c = 0, d = 0) {
    this.start = typeof a === 'number' ? new Position(a, b as number) : a;
    this.end = typeof b === 'number' ? new Position(c, d) : b;
  }
}

export class ThemeColor {
  constructor(readonly id: string) {}
}

export const DecorationRangeBehavior = { ClosedClosed: 1 };
export const OverviewRulerLane = { Left: 1 };
export const ColorThemeKind = { HighContrast: 3 };

const documentChanged = new EventEmitter<unknown>();
const editorsChanged = new EventEmitter<unknown>();
const never = new EventEmitter<never>();
let types = 0;

export const workspace = {
  onDidChangeTextDocument: documentChanged.event,
  onWillSaveTextDocument: never.event,
  onDidSaveTextDocument: never.event,
  onDidCloseTextDocument: never.event,
  onDidChangeConfiguration: never.event,
  getConfiguration: () => ({ get: <T>(_: string, otherwise: T): T => otherwise }),
};

export const window = {
  visibleTextEditors: [] as readonly Editor[],
  activeColorTheme: { kind: 2 },
  onDidChangeVisibleTextEditors: editorsChanged.event,
  onDidChangeActiveColorTheme: never.event,
  createTextEditorDecorationType: () => ({ key: ++types, dispose: () => {} }),
};

export interface Editor {
  readonly document: {
    readonly uri: Uri;
    readonly lineCount: number;
    readonly isDirty: boolean;
    lineAt(line: number): { readonly range: Range };
  };
  /** What was sent last, as another thread would get it. */
  sent: unknown;
  setDecorations(type: unknown, options: readonly unknown[]): void;
}

export function editorOf(uri: Uri, lineCount: number): Editor {
  return {
    document: { uri, lineCount, isDirty: true, lineAt: (line) => ({ range: new Range(line, 0, line, 40) }) },
    sent: undefined,
    setDecorations(_, options) {
      this.sent = JSON.parse(JSON.stringify(options));
    },
  };
}

/** One key: text that takes the place of whole lines, or goes in before a line. */
export function type({ document }: Editor, line: number, text: string, lines = 0): void {
  documentChanged.fire({ document, contentChanges: [{ range: new Range(line, 0, line + lines, 0), text }] });
}

/** These editors come into sight. */
export function show(editors: readonly Editor[]): void {
  window.visibleTextEditors = editors;
  editorsChanged.fire(editors);
}
