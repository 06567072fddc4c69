// One fresh process of the benchmark: how does a flame graph behave in a browser?  flame-page TREE.json …
// Prints for each tree: first paint after the data, frames while zooming and panning, memory of the page's process.
import fs from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';

const ORIGIN = 'https://page.test';
const FRAMES = 240;

const html = `<!DOCTYPE html><html lang="en"><head><link rel="stylesheet" href="/webview.css"></head>
<body class="vscode-dark"><main id="report"></main><script src="/stand-in.js"></script><script src="/webview.js"></script></body></html>`;

/** The editor's object: it answers the question for the tree with the data that was fetched before. */
const standIn = `
const tell = (data) => window.dispatchEvent(new MessageEvent('message', { data }));
const dump = { id: 0, path: 'big.pprof', kind: 'heap', size: '', worth: '', tone: 'neutral', time: null, buildId: null,
  partial: false, problems: [], sampleTypes: [{ type: 'inuse_space', unit: 'bytes', total: '' }], defaultSampleType: 0 };
const report = { name: 'big', subtitle: '', dumps: [dump], findings: [], setCheck: [] };
const state = { tab: '0 big.pprof', views: { heap: 'flame' } };
window.acquireVsCodeApi = () => ({ getState: () => state, setState: () => {}, postMessage: (said) => {
  if (said.type === 'ask' && said.name === 'flame') window.flameAsked = said.id;
}});
window.begin = async () => {
  const raw = await (await fetch('/tree.json')).json();
  const tree = { ...raw, others: [] };
  for (const [name, Of] of [['name', Int32Array], ['parent', Int32Array], ['self', Float64Array], ['total', Float64Array],
    ['depth', Uint16Array], ['owner', Uint8Array]]) tree[name] = Of.from(raw[name]);
  tell({ type: 'report', report, views: true });
  await new Promise((done) => setTimeout(done, 300));
  const began = performance.now();
  tell({ type: 'answer', id: window.flameAsked, answer: tree });
  for (;;) {
    await new Promise(requestAnimationFrame);
    const canvas = document.querySelector('.flame-canvas');
    const drawn = canvas && canvas.width > 300 && [...canvas.getContext('2d').getImageData(40, 4, 8, 8).data];
    if (drawn && new Set(drawn).size > 2) return performance.now() - began;
  }
};
window.frames_ = async (count) => {
  const canvas = document.querySelector('.flame-canvas');
  const context = canvas.getContext('2d');
  const { width } = canvas.getBoundingClientRect();
  const taken = [];
  const plain = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (call) => plain((now) => {
    const began = performance.now();
    call(now);
    // Reading a pixel waits until everything is drawn.
    context.getImageData(0, 0, 1, 1);
    taken.push(performance.now() - began);
  });
  for (let i = 0; i < count; i++) {
    const zooms = i % 40 < 20;
    canvas.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, ctrlKey: zooms,
      deltaY: zooms ? (i % 80 < 40 ? -60 : 60) : 0, deltaX: zooms ? 0 : (i % 80 < 40 ? 90 : -90),
      clientX: width * ((i * 37) % 100) / 100, clientY: 200 }));
    await new Promise(plain);
    await new Promise(plain);
  }
  return taken.sort((a, b) => a - b);
};`;

async function open(browser: Browser, tree: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(error));
  await page.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: html });
    if (pathname === '/stand-in.js') return route.fulfill({ contentType: 'text/javascript', body: standIn });
    if (pathname === '/tree.json') return route.fulfill({ path: tree });
    const file = `dist${pathname}`;
    return fs.existsSync(file) ? route.fulfill({ path: file }) : route.abort();
  });
  await page.goto(`${ORIGIN}/`);
  await page.waitForSelector('.stage > *');
  return page;
}

/** Private memory of the process that draws the page, in MB; 0 where the system does not tell. */
async function memoryOf(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const sizes = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => privateMegabytes(id));
  return Math.max(0, ...sizes);
}

function privateMegabytes(process_: number): number {
  try {
    const told = fs.readFileSync(`/proc/${process_}/smaps_rollup`, 'utf8');
    const kilobytes = [...told.matchAll(/^Private_\w+:\s+(\d+) kB$/gm)].map(([, size]) => Number(size));
    return kilobytes.reduce((sum, size) => sum + size, 0) / 1024;
  } catch {
    return 0;
  }
}

async function measure(tree: string) {
  const browser = await launchBrowser();
  try {
    const page = await open(browser, tree);
    const firstPaint = await page.evaluate('window.begin()');
    const frames = (await page.evaluate(`window.frames_(${FRAMES})`)) as number[];
    const at = (share: number) => frames[Math.floor(share * (frames.length - 1))];
    const megabytes = await memoryOf(browser);
    return { tree, firstPaint, frames: frames.length, median: at(0.5), p95: at(0.95), megabytes };
  } finally {
    await browser.close();
  }
}

void (async () => {
  for (const tree of process.argv.slice(2)) console.log(JSON.stringify(await measure(tree)));
})();
