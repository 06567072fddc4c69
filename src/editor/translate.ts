// In which language do we speak? Files without `vscode` get this as an argument.

/** `vscode.l10n.t`: `{0}` stands for the first argument. */
export type Translate = (text: string, ...args: (string | number)[]) => string;

/** The text as it is written, for tests. */
export const untranslated: Translate = (text, ...args) =>
  text.replace(/\{(\d+)\}/g, (_, index: string) => String(args[Number(index)]));
