// How does a test open one view of one dump, in a real browser with real answers?
import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { type OpenOptions, type OpenPage, openPage } from './page-in-browser.ts';
import { type ViewsHost, type ViewsHostOptions, viewsHost } from './views-host.ts';

export class ViewsSession {
  #open: OpenPage | undefined;

  private constructor(
    private readonly browser: Browser,
    readonly host: ViewsHost,
  ) {}

  static async start(options: ViewsHostOptions = {}): Promise<ViewsSession> {
    const [browser, host] = await Promise.all([launchBrowser(), viewsHost(options)]);
    return new ViewsSession(browser, host);
  }

  async end(): Promise<void> {
    await this.browser.close();
    this.host.remove();
  }

  get open(): OpenPage {
    assert.ok(this.#open);
    return this.#open;
  }

  /** The page with its report. */
  async page(options: OpenOptions = {}): Promise<Page> {
    this.#open = await openPage(this.browser, { answer: this.host.answer, ...options });
    await this.#open.page.waitForSelector('.report');
    return this.#open.page;
  }

  /** The page with a dump chosen by words of its card, and one of its views. */
  async view(dump: string, view = '', options: OpenOptions = {}): Promise<Page> {
    const page = await this.page(options);
    await page.locator('.strip .dump', { hasText: dump }).first().click();
    if (view !== '') await page.locator('.view-tabs').getByRole('tab', { name: view }).click();
    return page;
  }

  /** Closes the page; fails when something in it was never right. */
  async closePage(): Promise<void> {
    const faults = this.#open?.faults ?? [];
    await this.#open?.close();
    this.#open = undefined;
    assert.deepEqual(faults, []);
  }
}
