// Is what we print what `go tool pprof` printed, of the sample and, where it lies beside the project, of the corpus?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { printOfOurs, withOrderedTies } from '../support/go-pprof.ts';

/** `cpu.pb.1.delay.lines.txt` tells of `cpu.pb`. */
const TYPE_AND_FLAGS = /\.\d+\.\w+\.(?:top50|full|lines)\.txt$/;

describe('the sample, as go tool pprof prints it', () => {
  const folder = 'test/golden/pprof-report';
  for (const name of fs.readdirSync(folder))
    test(name, () => {
      const [first, ...lines] = fs.readFileSync(path.join(folder, name), 'utf8').split('\n');
      const [command, ...args] = JSON.parse(first) as string[];
      const ours = command.startsWith('-peek=')
        ? printOfOurs('peek', [command.slice('-peek='.length), ...args])
        : printOfOurs('top', args);
      assert.equal(withOrderedTies(ours.text), withOrderedTies(lines.join('\n')), ours.refused);
    });
});

describe('the corpus, as go tool pprof prints it', () => {
  const corpus = '../shared/corpus';
  const texts = fs.existsSync(corpus) ? oracleTexts(`${corpus}/oracle`) : [];
  test('is here', { skip: texts.length === 0 ? 'the corpus is not beside the project' : false }, () => {
    const wrong: string[] = [];
    let compared = 0;
    for (const file of texts) {
      const [first, second, ...lines] = fs.readFileSync(file, 'utf8').split('\n');
      if (!second.includes('exit=0')) continue;
      const flags = /-top (.*) <FILE>/.exec(first)![1].split(' ');
      const ours = printOfOurs('top', [...flags, file.replace('/oracle/', '/').replace(TYPE_AND_FLAGS, '')]);
      // Forms from before protobuf that the project does not read.
      if (ours.refused.startsWith('no profile could be read')) continue;
      compared++;
      if (withOrderedTies(ours.text) !== withOrderedTies(lines.join('\n')))
        wrong.push(`${file} ${flags.join(' ')} ${ours.refused}`);
    }
    assert.deepEqual(wrong, []);
    assert.ok(compared >= 60, `${compared} reports compared`);
  });
});

function oracleTexts(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => TYPE_AND_FLAGS.test(file));
}
