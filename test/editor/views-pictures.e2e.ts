// How do the views look in a real VS Code, in every kind of theme, and do they still look so?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, describe, test } from 'node:test';
import type { Frame, Page } from 'playwright-core';
import { asWebp, difference, pixelsOf, shrunk } from '../support/picture-guard.ts';
import { sampleDumps, sampleWorkspace } from '../support/sample.ts';
import { usesOldestVSCode } from '../support/vscode-install.ts';
import { Workbench } from '../support/workbench.ts';

const GOLDEN = 'test/fixtures/pictures';
/** Other machines have other fonts: lines of text may differ, the shape of a view may not. */
const TOLERANCE = 0.03;

const THEMES = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  'hc-dark': 'Default High Contrast',
  'hc-light': 'Default High Contrast Light',
} as const;

const CPU = /CPU 2\.80 s|CPU2\.80 s/;
const TRACE = /Trace ?1\.02 s/;

const skip = usesOldestVSCode()
  ? false
  : 'the looks are held in the oldest VS Code; the newest loads a page anew when a picture of more than the window is taken';

/** Beside the page's content, where nothing has a tip. */
const NOWHERE = [56, 500] as const;

interface Look {
  readonly name: string;
  readonly show: (report: Frame) => Promise<void>;
}

const chooseView = async (report: Frame, dump: RegExp, view: string, ready: string): Promise<void> => {
  await report.locator('.strip .dump', { hasText: dump }).first().click();
  await report.locator('.view-tabs >> visible=true').getByRole('tab', { name: view }).click();
  await report.locator(`${ready} >> visible=true`).first().waitFor();
};

const LOOKS: readonly Look[] = [
  { name: 'verdict', show: (report) => report.locator('.verdict').waitFor() },
  { name: 'flame', show: (report) => chooseView(report, CPU, 'Flame graph', '.flame-canvas') },
  {
    name: 'table',
    show: async (report) => {
      await chooseView(report, CPU, 'Table', '.virtual-table [data-row]');
      await report.getByRole('button', { name: 'Cum', exact: true }).click();
      await report.locator('[data-row] >> visible=true', { hasText: 'reqctx.WithCache' }).first().click();
      await report.locator('.neighbours table').first().waitFor();
    },
  },
  {
    name: 'source',
    show: async (report) => {
      await report.locator('.neighbours').getByRole('button', { name: 'Its lines' }).click();
      await report.locator('.source-lines').waitFor();
    },
  },
  {
    name: 'tree',
    show: async (report) => {
      await chooseView(report, CPU, 'Table', '.virtual-table [data-row]');
      await report.getByRole('combobox', { name: 'Rows' }).click();
      await report.getByRole('option', { name: 'Tree from the roots' }).click();
      const row = report.locator('[role=treegrid] [data-row]', { hasText: 'Consumer).Run.func1' }).first();
      await row.locator('.tree-twisty').click();
      await report.locator('[role=treegrid] [data-row]', { hasText: 'WithCache' }).first().click();
    },
  },
  {
    name: 'goroutines',
    show: async (report) => {
      await chooseView(report, TRACE, 'Goroutines', '.virtual-table [data-row]');
      await report.locator('.virtual-table [data-row] td >> visible=true').first().click();
      await report.locator('.neighbours .stack >> visible=true').waitFor();
    },
  },
  { name: 'timeline', show: (report) => chooseView(report, TRACE, 'Timeline', '.lane-row') },
];

/** These come once the other release is the baseline. */
const COMPARED: readonly Look[] = [
  {
    name: 'compare',
    show: async (report) => {
      await report.getByRole('tab', { name: 'Compare' }).click();
      await report.locator('.compare-table').first().waitFor();
    },
  },
  { name: 'compare-flame', show: (report) => chooseView(report, CPU, 'Flame graph', '.flame-canvas') },
];

for (const [theme, colorTheme] of Object.entries(THEMES)) {
  describe(`the views in ${colorTheme}`, { timeout: 420_000 }, () => {
    const sample = sampleWorkspace('v1.8.0');
    let workbench: Workbench | undefined;
    after(async () => {
      await workbench?.close();
      sample.remove();
    });

    test('look as they did', { skip }, async () => {
      workbench = await Workbench.open({
        folder: sample.folder,
        extension: process.cwd(),
        settings: { 'workbench.colorTheme': colorTheme },
      });
      await workbench.command('Culprit: Open pprof Dump');
      await workbench.answer(`${sampleDumps}/release-v1.8.0`);
      const report = await workbench.webview('.verdict');
      await workbench.hideSideBar();
      const changed: string[] = [];
      const hold = async (looks: readonly Look[], shown: Frame) => {
        for (const { name, show } of looks) {
          await show(shown);
          await workbench!.page.mouse.move(...NOWHERE);
          await workbench!.page.waitForTimeout(500);
          const png = await pictureOf(workbench!, `view-${name}-${theme}.png`);
          const far = await farFromGolden(workbench!.page, png, `${name}-${theme}.png`);
          if (far > TOLERANCE) changed.push(`${name}: ${(far * 100).toFixed(1)} %`);
        }
      };
      await hold(LOOKS, report);
      await workbench.command('Culprit: Compare With');
      await workbench.answer(`${sampleDumps}/release-v1.7.0`);
      await hold(COMPARED, await workbench.webview('vscode-panel-tab:has-text("Compare")'));
      assert.deepEqual(
        changed,
        [],
        'pictures are in out/pictures; the part `pictures` takes new golden ones',
      );
    });
  });
}

/** The page alone: what VS Code draws around it is not ours to hold. The whole window is what people are shown. */
async function pictureOf(workbench: Workbench, name: string): Promise<Buffer> {
  const whole = await workbench.picture(name, 'out/pictures');
  const { CULPRIT_PICTURES: published } = process.env;
  if (published !== undefined) {
    fs.mkdirSync(`${published}/views`, { recursive: true });
    const file = `${published}/views/${name.replace(/^view-(.*)\.png$/, '$1.webp')}`;
    fs.writeFileSync(file, await asWebp(workbench.page, whole));
  }
  const report = await workbench.webview('.report');
  return report.locator('body').screenshot({ animations: 'disabled', caret: 'hide' });
}

/** Takes the picture as the golden one where pictures are taken, and where there is none. */
async function farFromGolden(page: Page, png: Buffer, name: string): Promise<number> {
  const file = `${GOLDEN}/${name}`;
  const small = await shrunk(page, png);
  if (process.env.CULPRIT_PICTURES !== undefined) {
    fs.mkdirSync(GOLDEN, { recursive: true });
    fs.writeFileSync(file, small);
    return 0;
  }
  assert.ok(fs.existsSync(file), `there is no golden picture ${file}`);
  const [now, golden] = await Promise.all([pixelsOf(page, small), pixelsOf(page, fs.readFileSync(file))]);
  return difference(now, golden);
}
