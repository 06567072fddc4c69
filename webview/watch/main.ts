// Where does the page of a watched service start? (Only wires.)

import type { ToWatchPage } from '../../src/protocol/watch-page.ts';
import { fill } from '../dom.ts';
import { registerToolkit } from '../toolkit.ts';
import { watchView } from './watch-view.ts';

declare function acquireVsCodeApi(): { postMessage(message: unknown): void };

registerToolkit();
const editor = acquireVsCodeApi();
const view = watchView((message) => editor.postMessage(message));
const root = document.getElementById('report') ?? document.body;
root.classList.add('stage');
fill(root, [view.element]);
window.addEventListener('message', ({ data }: MessageEvent<ToWatchPage | undefined>) => {
  if (data?.type === 'watched') view.show(data.picture);
});
editor.postMessage({ type: 'ready' });
