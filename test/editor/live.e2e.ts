// Can a person capture from a service, and open the worst pods of a fleet, without leaving VS Code?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { basicAuth } from '../../src/live/target.ts';
import { type FakeService, fakeService, indexPage } from '../support/fake-service.ts';
import type { ReplayedEngine } from '../support/replayed-engine.ts';
import { sampleWorkspace } from '../support/sample.ts';
import { simulatedFleet } from '../support/simulated-fleet.ts';
import { Workbench } from '../support/workbench.ts';

describe('live services and fleets', { timeout: 600_000 }, () => {
  const sample = sampleWorkspace('v1.8.0');
  const [, authorization] = basicAuth('ops', 's3cret');
  let service: FakeService;
  let fleet: ReplayedEngine;
  let workbench: Workbench;

  before(async () => {
    service = await fakeService({
      '': (req, res) => {
        if (req.headers.authorization === authorization) res.end(indexPage({ goroutine: 24_873 }));
        else res.writeHead(401).end('who are you?');
      },
    });
    // Its pods are as old as the question that the command asks.
    fleet = await simulatedFleet(Date.now() - 900_000);
    workbench = await Workbench.open({ folder: sample.folder, extension: process.cwd() });
  });
  after(async () => {
    await workbench?.close();
    await service?.close();
    await fleet?.close();
    sample.remove();
  });

  const foldersNamed = (start: string): string[] =>
    fs.readdirSync(sample.folder).filter((name) => name.startsWith(start));

  /** The list or the box of this title is there; then `text` is typed into it. */
  async function answer(title: RegExp, text: string): Promise<void> {
    await workbench.page
      .locator('.quick-input-widget .quick-input-title', { hasText: title })
      .waitFor({ state: 'visible', timeout: 20_000 });
    await workbench.answer(text);
  }

  async function captureOnce(): Promise<void> {
    await workbench.command('Culprit: Capture From Service');
    await answer(/Capture from which service/, service.origin);
    await answer(/How long/, 'One Round');
    await answer(/Where shall/, 'In the Workspace');
  }

  test('a service that asks who we are is captured, and its report is open', async () => {
    await captureOnce();
    await answer(/wants to know who asks: who are you\?/, 'User and Password');
    await answer(/^User$/, 'ops');
    const password = workbench.page.locator('.quick-input-widget input[type=password]');
    await password.fill('s3cret');
    await password.press('Enter');
    const report = await workbench.webview('.verdict');
    assert.match((await report.locator('.verdict').textContent()) ?? '', /internal\/reqctx\/reqctx\.go:19/);
    const [folder] = foldersNamed('culprit-dumps-127.0.0.1-');
    const files = fs.readdirSync(path.join(sample.folder, folder!));
    assert.ok(files.includes('manifest.json') && files.length >= 11);
    assert.equal(
      await report.locator('.strip .dump').count(),
      files.length - 1,
      'every file but the manifest',
    );
    for (const file of files)
      assert.ok(!fs.readFileSync(path.join(sample.folder, folder!, file), 'latin1').includes('s3cret'));
  });

  test('the second time nothing is asked', async () => {
    const before = service.asked.length;
    await workbench.command('Culprit: Clear');
    await captureOnce();
    await workbench.webview('.verdict');
    assert.equal(foldersNamed('culprit-dumps-127.0.0.1-').length, 2);
    assert.ok(service.asked.length > before);
  });

  test('a service is watched in a picture, until its dumps are asked for', async () => {
    await workbench.command('Culprit: Clear');
    await workbench.command('Culprit: Capture From Service');
    await answer(/Capture from which service/, service.origin);
    await answer(/How long/, 'Watch');
    await answer(/Take the dumps when/, 'goroutines 100000, heap 900MB');
    await answer(/Where shall/, 'In the Workspace');
    const page = await workbench.webview('.watch-measure');
    const told = await page.locator('.watch').innerText();
    assert.match(told, /24,873[\s\S]*at 100,000: 24 % of it now/);
    fs.mkdirSync('out/pictures', { recursive: true });
    await workbench.page.screenshot({ path: 'out/pictures/watch-in-editor.png' });
    await page.getByRole('button', { name: 'Take the dumps now' }).click();
    await page.getByText('asked for while it was watched').first().waitFor();
    const report = await workbench.webview('.verdict');
    assert.match((await report.locator('.verdict').textContent()) ?? '', /internal\/reqctx\/reqctx\.go:19/);
    assert.equal(foldersNamed('culprit-dumps-127.0.0.1-').length, 3);
  });

  test('the worst pods of a fleet are judged, and how many share the suspect is told', async () => {
    await workbench.command('Culprit: Clear');
    await workbench.command('Culprit: Open From Parca');
    await answer(/Address of the server/, fleet.origin);
    await answer(/Which service/, '{job="orders"}');
    await answer(/Which label/, 'pod');
    await answer(/Which time/, 'The Last Hour');
    await workbench.page
      .locator('.quick-input-title', { hasText: '20 of 200 pods grow.' })
      .waitFor({ state: 'visible', timeout: 20_000 });
    await workbench.page.keyboard.press('Enter');
    await answer(/Where shall/, 'In the Workspace');
    const report = await workbench.webview('.verdict');
    assert.match((await report.locator('.verdict').textContent()) ?? '', /internal\/reqctx\/reqctx\.go:19/);
    const told = await (await workbench.notification('judged pods share the suspect')).innerText();
    assert.match(told, /3 of 3 judged pods share the suspect internal\/reqctx\/reqctx\.go:19/);
    assert.match(told, /20 of 200 pods grow/);
  });

  test('nothing else of the network was asked', () => assert.deepEqual(workbench.blocked, []));
});
