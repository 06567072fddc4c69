// Where is the picture of a service that is watched?

import * as vscode from 'vscode';
import type { WatchState } from '../../live/watch.ts';
import { readFromWatchPage, type ToWatchPage, type WatchPicture } from '../../protocol/watch-page.ts';
import { textToRead } from '../readers-language.ts';
import { webviewOptions, webviewShell } from '../report/webview-shell.ts';

export interface WatchWishes {
  takeNow(): void;
  stop(): void;
}

/** Closing the panel does not end the watch: the notification does. */
export class WatchPanel implements vscode.Disposable {
  #picture: WatchPicture;
  #closed = false;
  readonly #panel: vscode.WebviewPanel;

  constructor(
    extensionUri: vscode.Uri,
    begins: Pick<WatchPicture, 'target' | 'limits' | 'everyMs'>,
    wishes: WatchWishes,
  ) {
    const slopes = { goroutinesPerSecond: null, heapBytesPerSecond: null };
    this.#picture = { ...begins, ...slopes, sizes: [], phase: 'watching', note: '' };
    const title = vscode.l10n.t('Watch: {0}', begins.target);
    this.#panel = vscode.window.createWebviewPanel('culprit.watch', title, vscode.ViewColumn.Active);
    this.#panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'culprit-tab.svg');
    const { webview } = this.#panel;
    webview.options = webviewOptions(extensionUri);
    webview.onDidReceiveMessage((raw: unknown) => {
      const message = readFromWatchPage(raw);
      if (message?.type === 'ready') this.#post();
      else if (message?.type === 'takeNow') wishes.takeNow();
      else if (message?.type === 'stop') wishes.stop();
    });
    this.#panel.onDidDispose(() => {
      this.#closed = true;
    });
    webview.html = webviewShell(webview, extensionUri, title, 'watch.js');
  }

  look(state: WatchState): void {
    const { sizes, goroutinesPerSecond, heapBytesPerSecond, fault } = state;
    const note = fault ? textToRead(fault.text) : '';
    this.#show({ sizes, goroutinesPerSecond, heapBytesPerSecond, note });
  }

  tell(phase: WatchPicture['phase'], note: string): void {
    this.#show({ phase, note });
  }

  dispose(): void {
    this.#panel.dispose();
  }

  #show(news: Partial<WatchPicture>): void {
    this.#picture = { ...this.#picture, ...news };
    this.#post();
  }

  #post(): void {
    if (this.#closed) return;
    const message: ToWatchPage = { type: 'watched', picture: this.#picture };
    void this.#panel.webview.postMessage(message);
  }
}
