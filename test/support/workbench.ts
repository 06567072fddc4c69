// How does a test use a VS Code as a person does: commands, files, pages, pictures?
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, Frame, Locator, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { type ServerOptions, startServer, type VSCodeServer, workbenchAddress } from './vscode-server.ts';

export interface Position {
  readonly file: string | null;
  readonly line: number | null;
}

export interface WorkbenchOptions extends ServerOptions {
  /** Or a `.code-workspace` file, for several folders. */
  readonly folder: string;
  readonly width?: number;
  readonly height?: number;
  /** As VS Code names it (`zh-cn`). Its own texts stay English, since language packs are not at hand. */
  readonly language?: string;
}

const quickInput = '.quick-input-widget';

export class Workbench {
  readonly page: Page;
  /** Addresses outside this machine that the page asked for; none was answered. */
  readonly blocked: readonly string[];
  readonly #folder: string;
  readonly #server: VSCodeServer;
  readonly #browser: Browser;

  private constructor(
    page: Page,
    blocked: readonly string[],
    folder: string,
    server: VSCodeServer,
    browser: Browser,
  ) {
    this.page = page;
    this.blocked = blocked;
    this.#folder = folder;
    this.#server = server;
    this.#browser = browser;
  }

  /** Starts a server and a browser and waits until the workbench is drawn. */
  static async open(options: WorkbenchOptions): Promise<Workbench> {
    const server = await startServer(options);
    try {
      const browser = await launchBrowser();
      const { width = 1280, height = 800 } = options;
      const context = await browser.newContext({ viewport: { width, height }, locale: 'en-US' });
      const blocked = await refuseTheInternet(context, server.port);
      if (options.language !== undefined)
        await context.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(options.language)}`);
      const page = await context.newPage();
      await page.goto(workbenchAddress(server, options.folder), { timeout: 120_000 });
      await page.waitForSelector('.monaco-workbench .part.statusbar', { timeout: 120_000 });
      return new Workbench(page, blocked, options.folder, server, browser);
    } catch (error) {
      await server.close();
      throw error;
    }
  }

  /** Leaves the page first, so that the extension host ends by itself. */
  async close(): Promise<void> {
    await this.page.goto('about:blank').catch(() => {});
    const end = Date.now() + 3000;
    while (Date.now() < end && !this.#server.output().includes('Extension Host Process exited'))
      await sleep(50);
    await this.#browser.close();
    await this.#server.close();
  }

  /** Runs a command by the words that the palette shows: `Category: Title`. */
  async command(title: string): Promise<void> {
    await this.#pick('F1', `>${title}`, title);
    await this.page
      .locator(quickInput)
      .waitFor({ state: 'hidden', timeout: 3000 })
      .catch(() => {});
  }

  /** Opens a file, of the workspace if it is relative; by its whole path, since a server without ripgrep cannot search for names. */
  async open(file: string, line?: number): Promise<void> {
    const name = path.posix.basename(file);
    await this.#pick('Control+KeyP', path.resolve(this.#folder, file), name);
    await this.page.locator('.tab.active', { hasText: name }).waitFor({ timeout: 30_000 });
    if (line === undefined) return;
    // A key that comes while the list of files still closes is lost.
    for (let tries = 1; tries < 3; tries++) {
      if (await this.#goToLine(name, line, 5000)) return;
      await this.page.keyboard.press('Escape');
    }
    await this.#goToLine(name, line, 0);
    await this.waitForPosition(name, line);
  }

  async #goToLine(file: string, line: number, timeout: number): Promise<boolean> {
    await this.page.keyboard.press('Control+KeyG');
    await this.answer(`:${line}`);
    return this.#isAt(file, line, timeout);
  }

  /** Types into the input box or file dialog that a command has opened. */
  async answer(text: string): Promise<void> {
    const box = this.page.locator(`${quickInput} input[type=text]`).first();
    await box.waitFor({ state: 'visible', timeout: 30_000 });
    await box.fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Waits until a dialog has written its suggestion into the box: what is typed before that is overwritten. */
  async suggested(suggestion: RegExp): Promise<void> {
    const box = this.page.locator(`${quickInput} input[type=text]`).first();
    const end = Date.now() + 30_000;
    while (!suggestion.test(await box.inputValue())) {
      if (Date.now() > end) throw new Error(`the dialog suggests ${await box.inputValue()}`);
      await this.page.waitForTimeout(100);
    }
  }

  /** Right after the start keys may be lost and the list may lack the extension's commands: it is tried again. */
  async #pick(key: string, text: string, rowText: string): Promise<void> {
    const box = this.page.locator(`${quickInput} input[type=text]`).first();
    const row = this.page.locator(`${quickInput} .monaco-list-row`, { hasText: rowText }).first();
    for (let attempt = 1; ; attempt++) {
      try {
        if (!(await box.isVisible())) await this.page.keyboard.press(key);
        await box.waitFor({ state: 'visible', timeout: 2000 });
        await box.fill(text);
        await row.waitFor({ state: 'visible', timeout: 3000 });
        return await row.click();
      } catch (error) {
        if (attempt === 10) throw new Error(`VS Code did not offer "${rowText}".`, { cause: error });
        await this.page.keyboard.press('Escape');
        await sleep(300);
      }
    }
  }

  /** The document inside the webview that shows `selector`: page → shell → content. A cold start is slow. */
  async webview(selector: string, timeout = 60_000): Promise<Frame> {
    const end = Date.now() + timeout;
    for (;;) {
      for (const frame of this.page.frames()) {
        if (frame.parentFrame()?.parentFrame() && (await isShown(frame, selector))) return frame;
      }
      if (Date.now() > end) throw await this.#failure(`No webview shows ${selector}.`);
      await sleep(100);
    }
  }

  /** What went wrong, with what VS Code says about it and a picture. */
  async #failure(what: string): Promise<Error> {
    const file = path.resolve('out/pictures/failed.png');
    await this.page.screenshot({ path: file });
    return new Error(
      `${what} Notifications: ${JSON.stringify(await this.notifications())}. Picture: ${file}`,
    );
  }

  /** The active editor's file and the cursor's line, from the tab and the status bar. */
  async position(): Promise<Position> {
    const tab = this.page.locator('.editor-group-container.active .tab.active').first();
    const file = await tab.getAttribute('data-resource-name', { timeout: 1000 }).catch(() => null);
    const text = await this.page
      .locator('#status\\.editor\\.selection')
      .textContent({ timeout: 1000 })
      .catch(() => '');
    const line = /Ln (\d+)/.exec(text ?? '')?.[1];
    return { file, line: line === undefined ? null : Number(line) };
  }

  async waitForPosition(file: string, line: number): Promise<void> {
    if (await this.#isAt(file, line, 30_000)) return;
    const at = await this.position();
    throw await this.#failure(`Wanted ${file}:${line}, the editor is at ${at.file}:${at.line}.`);
  }

  async #isAt(file: string, line: number, timeout: number): Promise<boolean> {
    const end = Date.now() + timeout;
    for (;;) {
      const at = await this.position();
      if (at.file === file && at.line === line) return true;
      if (Date.now() > end) return false;
      await sleep(100);
    }
  }

  /** Opens the menu of a row until it has the item: what extensions add to a problem's menu may come late. */
  async menuWith(row: Locator, text: string): Promise<void> {
    const item = this.page.locator('.monaco-menu .action-label', { hasText: text }).first();
    const open = (): Promise<void> => row.click({ button: 'right' });
    await this.openUntil(open, () => item.waitFor({ timeout: 2000 }), `a menu with "${text}"`, 10);
  }

  /** Opens a list or a menu until what is wanted of it is done: it may be incomplete at first, or lose its focus and go. */
  async openUntil(
    open: () => Promise<void>,
    done: () => Promise<void>,
    what: string,
    tries = 4,
  ): Promise<void> {
    for (let left = tries; left > 0; left--) {
      await open();
      const isDone = await done().then(
        () => true,
        () => false,
      );
      if (isDone) return;
      await this.page.keyboard.press('Escape');
    }
    throw await this.#failure(`There was never ${what}.`);
  }

  /** In the menu that a right click has opened: for a moment it takes no click, which could be the one that opened it. */
  async chooseInMenu(text: string): Promise<void> {
    const item = this.page.locator('.monaco-menu .action-label', { hasText: text }).first();
    await item.waitFor({ timeout: 10_000 });
    const end = Date.now() + 15_000;
    while (await item.isVisible()) {
      if (Date.now() > end) throw await this.#failure(`The menu does not take the click on "${text}".`);
      await sleep(300);
      await item.click({ force: true, timeout: 2000 }).catch(() => {});
      await item.waitFor({ state: 'hidden', timeout: 2000 }).catch(() => {});
    }
  }

  /** The toasts in sight. */
  notifications(): Promise<string[]> {
    return this.#toasts().locator('.notification-list-item-message').allInnerTexts();
  }

  /** The toast with this in its text, once it is there. */
  async notification(text: string | RegExp): Promise<Locator> {
    const toast = this.#toasts().filter({ hasText: text }).first();
    await toast.waitFor({ timeout: 30_000 }).catch(async () => {
      throw await this.#failure(`No notification says ${text}.`);
    });
    return toast;
  }

  #toasts(): Locator {
    return this.page.locator('.notification-toast');
  }

  /** Gives the editor the whole width. */
  async hideSideBar(): Promise<void> {
    const sideBar = this.page.locator('.part.sidebar');
    if (await sideBar.isVisible()) await this.page.keyboard.press('Control+KeyB');
    await sideBar.waitFor({ state: 'hidden', timeout: 5000 });
  }

  /** Once notifications are gone, which takes VS Code up to 15 s; into `out/pictures`, or where `CULPRIT_PICTURES` says. */
  async picture(name: string, folder = process.env.CULPRIT_PICTURES ?? 'out/pictures'): Promise<Buffer> {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    await this.#toasts().first().waitFor({ state: 'detached', timeout: 30_000 });
    return this.page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
  }
}

/** Only this machine answers: everything else is refused and remembered. */
async function refuseTheInternet(context: BrowserContext, port: number): Promise<readonly string[]> {
  const blocked: string[] = [];
  const isForeign = (url: URL): boolean => /^https?:$/.test(url.protocol) && url.host !== `127.0.0.1:${port}`;
  await context.route(isForeign, (route) => {
    blocked.push(route.request().url());
    return route.abort();
  });
  return blocked;
}

/** False as well while the frame is being replaced. */
const isShown = (frame: Frame, selector: string): Promise<boolean> =>
  frame
    .locator(selector)
    .first()
    .isVisible()
    .catch(() => false);
