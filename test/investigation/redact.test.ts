import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { Profile, StringTable } from 'pprof-format';
import { NO_COLOURS } from '../../src/cli/paint.ts';
import { reportText } from '../../src/cli/report-text.ts';
import { exportedTops, reportHtml } from '../../src/documents/report-html.ts';
import { reportJson } from '../../src/documents/report-json.ts';
import { reportMarkdown } from '../../src/documents/report-markdown.ts';
import { reportSarif } from '../../src/documents/report-sarif.ts';
import { TextRedaction } from '../../src/investigation/redact/redact-text.ts';
import { newInvestigation } from '../support/judge-incident.ts';

const words = new TextRedaction([], ['tenant-4711', 'order']);

test('addresses, hosts, paths and arguments are hidden, code is not', () => {
  const cases: [text: string, shown: string][] = [
    ['dial tcp 10.1.2.3:5432: refused', 'dial tcp <address>: refused'],
    ['at [fe80:0:0:1::2]:80 now', 'at <address> now'],
    ['GET https://pay.example.com/v1?user=7 failed', 'GET <address> failed'],
    ['to db1.prod.internal:6379', 'to <address>'],
    ['from bob@example.com', 'from <address>'],
    ['on ip-10-0-3-17 and orders-7d9f8b6c5d-x2x8q', 'on <host> and <host>'],
    ['open /home/bob/src/shop/main.go:12', 'open …/main.go:12'],
    ['in C:\\Users\\bob\\x.go', 'in …/x.go'],
    ['/root/go/pkg/mod/github.com/a/b@v1.2.3/c.go', '…/github.com/a/b@v1.2.3/c.go'],
    ['main.serve(0xc000123456, 0x5)', 'main.serve(0x…, 0x5)'],
    ['of tenant-4711, an order.', 'of <label>, an <label>.'],
    ['order.New order.(*T).run pkg/order/x.go', 'order.New order.(*T).run pkg/order/x.go'],
    ['curl -so x http://HOST/debug/pprof/heap', 'curl -so x http://HOST/debug/pprof/heap'],
    ['internal/reqctx/reqctx.go:19 at 21:55:16', 'internal/reqctx/reqctx.go:19 at 21:55:16'],
    [
      'go-zero@v1.7.3 core/collection.(*TimingWheel).run',
      'go-zero@v1.7.3 core/collection.(*TimingWheel).run',
    ],
    ['github.com/nats-io/nats.go.(*Conn).readLoop', 'github.com/nats-io/nats.go.(*Conn).readLoop'],
    ['2 × 12,433 goroutines · +333 MB/s', '2 × 12,433 goroutines · +333 MB/s'],
  ];
  for (const [text, shown] of cases) assert.equal(words.text(text), shown);
});

/** A crowd of goroutines below a line that is not in the workspace, with secrets wherever a profile can have them. */
function secretProfile(): Uint8Array {
  const strings = ['', 'goroutine', 'count', 'main.leak', '/home/bob-secret/shop/leak.go', 'customer'];
  strings.push('acme-secret-tenant', 'node-secret.prod.internal', 'runtime.gopark');
  strings.push('/usr/local/go/src/runtime/proc.go');
  const stringTable = new StringTable();
  for (const text of strings) stringTable.dedup(text);
  return gzipSync(
    new Profile({
      stringTable,
      sampleType: [{ type: 1, unit: 2 }],
      sample: [{ locationId: [2, 1], value: [5000], label: [{ key: 5, str: 6 }] }],
      location: [
        { id: 1, line: [{ functionId: 1, line: 7 }] },
        { id: 2, line: [{ functionId: 2, line: 8 }] },
      ],
      function: [
        { id: 1, name: 3, filename: 4 },
        { id: 2, name: 8, filename: 9 },
      ],
      comment: [7],
      timeNanos: 1_700_000_000_000_000_000n,
    }).encode(),
  );
}

test('planted secrets are in no format', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'culprit-secret-'));
  try {
    const file = path.join(folder, 'node-secret.prod.internal-goroutine.pprof');
    const listing = path.join(folder, 'acme-secret.txt');
    fs.writeFileSync(file, secretProfile());
    fs.writeFileSync(listing, 'dial 10.9.8.7: secret');
    const open = async (redact: boolean) => {
      const investigation = newInvestigation();
      const report = await investigation.handle('open', {
        inputs: [file, listing].map((f) => ({ path: f, file: f })),
        workspace: { kind: 'folders', folders: [path.join(folder, 'none')] },
        options: { redact },
      });
      const tops = await exportedTops(report, (request) => investigation.handle('top', request));
      return [
        reportText(report, NO_COLOURS, 100),
        reportJson(report),
        reportMarkdown(report),
        reportSarif(report, '1'),
        reportHtml(report, tops, { host: '', page: '', style: '' }),
      ];
    };
    for (const text of await open(false)) assert.match(text, /secret/);
    for (const text of await open(true)) {
      assert.doesNotMatch(text, /secret|bob|10\.9\.8\.7/i);
      assert.match(text, /main\.leak/);
    }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
