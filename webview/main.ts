// Where does the page start? (Only wires: the editor's object in, messages to the page.)

import { hostOf, isToPage, type VsCodeApi } from './host.ts';
import { startPage } from './page.ts';
import { registerToolkit } from './toolkit.ts';

declare function acquireVsCodeApi(): VsCodeApi;

registerToolkit();
const page = startPage(document.getElementById('report') ?? document.body, hostOf(acquireVsCodeApi()));
window.addEventListener('message', (event: MessageEvent<unknown>) => {
  if (isToPage(event.data)) page.receive(event.data);
});
page.begin();
