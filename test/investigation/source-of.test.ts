// Can the lines of libraries be read where they lie, and do their sources tell who starts the goroutines?

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { DEFAULT_LIMITS } from '../../src/bytes/decode-context.ts';
import { Investigation } from '../../src/investigation/investigation.ts';
import type { FrameId } from '../../src/model/ids.ts';
import { frameText } from '../../src/model/symbols.ts';
import { openFileSource } from '../../src/outside/file-source.ts';
import { librarySourcesOnDisk } from '../../src/outside/go-roots.ts';
import { inflateWithNode } from '../../src/outside/inflate-node.ts';
import { workspaceOnDisk } from '../../src/outside/workspace-node.ts';
import type { Report, SourcePlace } from '../../src/protocol/answers.ts';
import type { OpenOptions, SourceRequest } from '../../src/protocol/queries.ts';
import { decodeFile } from '../support/decode-file.ts';
import { sampleDumps, sampleWorkspace } from '../support/sample.ts';

const BLOCK = path.join(sampleDumps, 'release-v1.8.0-built-with-go1.19', 'block.pprof');
const LIB = 'github.com/zeromicro/go-zero@v1.5.6/core/collection';
/** As the dumps record them. */
const WHEEL = 'github.com/zeromicro/go-zero/core/collection.(*TimingWheel).run';

const top = fs.realpathSync(fs.mkdtempSync(path.join(tmpdir(), 'source-of-')));
const cache = path.join(top, 'mod');
let workspace: ReturnType<typeof sampleWorkspace>;
before(() => {
  workspace = sampleWorkspace('v1.8.0');
});
after(() => {
  workspace.remove();
  fs.rmSync(top, { recursive: true, force: true });
});

async function opened(options: OpenOptions = {}): Promise<Investigation> {
  return (await openedWith(options)).investigation;
}

async function openedWith(options: OpenOptions): Promise<{ investigation: Investigation; report: Report }> {
  const investigation = new Investigation({
    inflate: inflateWithNode,
    limits: DEFAULT_LIMITS,
    openFile: openFileSource,
    librarySources: (mapped) =>
      librarySourcesOnDisk(
        mapped,
        Promise.resolve({ 'module-cache': [cache], goroot: [path.join(top, 'go/src')], gopath: [], mapped }),
      ),
    workspaceFiles: (input) => workspaceOnDisk(input.kind === 'folders' ? input.folders : []),
  });
  const report = await investigation.handle('open', {
    inputs: [{ path: BLOCK, file: BLOCK }],
    workspace: { kind: 'folders', folders: [workspace.folder] },
    options,
  });
  return { investigation, report };
}

/** The first line of the dump in a function. */
function lineIn(fn: string): SourceRequest {
  const { symbols } = decodeFile(BLOCK);
  for (let f = 0; f < symbols.frames.length; f++) {
    const frame = frameText(symbols, f as FrameId);
    if (frame.function === fn) return frame;
  }
  assert.fail(`${fn} is not in the dump`);
}

const ask = (investigation: Investigation, request: SourceRequest): Promise<SourcePlace> =>
  investigation.handle('sourceOf', request);

describe('a frame of a timing wheel', () => {
  test('says where it would be when it is not there', async () => {
    const investigation = await opened();
    const place = await ask(investigation, lineIn(WHEEL));
    assert.deepEqual(place, {
      kind: 'missing',
      wouldBe: [path.join(cache, LIB, 'timingwheel.go')],
      reason: 'it is not in the module cache of this machine',
    });
  });

  test('is opened in the module cache when it is there, and another text is told', async () => {
    const investigation = await opened();
    const request = lineIn(WHEEL);
    const file = path.join(cache, LIB, 'timingwheel.go');
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const body = Array(request.line + 20).fill('\t_ = 0');
    fs.writeFileSync(
      file,
      ['package collection', 'func (tw *TimingWheel) run() {', ...body, '}', ''].join('\n'),
    );
    const there = { kind: 'library', file, line: request.line, root: 'module-cache' };
    assert.deepEqual(await ask(investigation, request), { ...there, note: '' });
    fs.writeFileSync(file, 'package collection\n\nfunc (tw *TimingWheel) run() {}\n');
    assert.deepEqual(await ask(investigation, request), {
      ...there,
      note: `not the dump's own version: the file has 3 lines, the dump names line ${request.line}`,
    });
    const function_ = { file: request.file, line: 0, function: WHEEL };
    assert.deepEqual(await ask(investigation, function_), { ...there, line: 3, note: '' });
    fs.rmSync(cache, { recursive: true });
  });
});

test('Go’s own sources are told with their release; what no dump names is refused', async () => {
  const investigation = await opened();
  const runtime = lineIn('runtime.selectgo');
  assert.equal((await ask(investigation, runtime)).kind, 'missing');
  const src = path.join(top, 'go/src/runtime/select.go');
  fs.mkdirSync(path.dirname(src), { recursive: true });
  fs.writeFileSync(src, 'package runtime\n');
  fs.writeFileSync(path.join(top, 'go/VERSION'), 'go1.99\n');
  const place = await ask(investigation, runtime);
  assert.ok(
    place.kind === 'library' && place.file === src && /^sources of go1\.99; not the/.test(place.note),
  );
  for (const file of ['/etc/passwd', '../../etc/passwd', 'C:\\x.go', ''])
    assert.deepEqual(await ask(investigation, { file, line: 1 }), {
      kind: 'missing',
      wouldBe: [],
      reason: 'no open dump names this file',
    });
});

test('the library’s sources tell which of its functions starts the goroutines', async () => {
  const reqctx = path.join(workspace.folder, 'internal/reqctx/reqctx.go');
  const lines = fs.readFileSync(reqctx, 'utf8').split('\n');
  const end = lines.findIndex((l, i) => i > 19 && l === '}');
  fs.writeFileSync(reqctx, lines.toSpliced(end - 1, 0, '\tcollection.Odd()').join('\n'));
  const first = async () => {
    const { report } = await openedWith({ generalRulesOnly: true });
    return `${report.findings[0].site.file}:${report.findings[0].site.line}`;
  };
  assert.equal(await first(), 'internal/reqctx/reqctx.go:19');
  const file = path.join(cache, LIB, 'timingwheel.go');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(
    file,
    'package collection\n\nfunc Odd() {\n\tw := &TimingWheel{}\n\tgo tw.run()\n}\n\nfunc (tw *TimingWheel) run() {}\n',
  );
  assert.equal(await first(), `internal/reqctx/reqctx.go:${end}`);
  fs.rmSync(cache, { recursive: true });
  fs.writeFileSync(reqctx, lines.join('\n'));
});
