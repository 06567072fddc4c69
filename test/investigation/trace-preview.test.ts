// Does the preview of a trace count as the document of the whole does?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { DEFAULT_LIMITS } from '../../src/bytes/decode-context.ts';
import { sourceOf } from '../../src/bytes/source.ts';
import { readTrace } from '../../src/formats/trace/read-trace.ts';
import { traceDocument } from '../../src/investigation/inspect/trace-document.ts';
import { tracePreview } from '../../src/investigation/trace-preview.ts';
import { inflateWithNode } from '../../src/outside/inflate-node.ts';

const context = { inflate: inflateWithNode, limits: DEFAULT_LIMITS };

for (const file of ['release-v1.8.0/trace.out', 'release-v1.8.0-built-with-go1.19/trace.out'])
  test(`${file}: the preview of all of it equals its document`, () => {
    const trace = readTrace(sourceOf(fs.readFileSync(`sample/dumps/${file}`)), context);
    const { goroutines, durationNs } = traceDocument(trace);
    const preview = tracePreview(file, trace, 3);
    assert.equal(preview.durationNs, durationNs);
    assert.equal(preview.born, goroutines.created);
    assert.equal(preview.ended, goroutines.ended);
    assert.ok(preview.starts.length > 2 && preview.starts.length <= 8);
    for (const start of preview.starts) {
      const same = goroutines.byStart.find((row) => row.function === start.function);
      assert.deepEqual([start.born, start.ended, start.alive], [same?.created, same?.ended, same?.alive]);
    }
    assert.equal(preview.starts.length + preview.otherStarts, goroutines.byStart.length);
    const births = preview.starts.map((start) => start.born);
    assert.deepEqual(
      births,
      [...births].sort((a, b) => b - a),
    );
  });
