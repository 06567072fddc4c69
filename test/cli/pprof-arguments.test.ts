// Are pprof's flags read as Go reads them?
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type PprofCommand, parsePprofCommand } from '../../src/cli/pprof-arguments.ts';

function parsed(command: PprofCommand['command'], ...argv: string[]): PprofCommand {
  const read = parsePprofCommand(command, argv);
  if (read.command === 'help' || read.command === 'wrong') assert.fail(JSON.stringify(read));
  return read;
}

function complaint(...argv: string[]): string {
  const read = parsePprofCommand('top', argv);
  return read.command === 'wrong' ? read.message : '';
}

test('one dash or two, = or a space, before the files or after them', () => {
  const { files, options } = parsed(
    'top',
    '-nodecount=5',
    'a.pb',
    '--unit',
    'ms',
    '-cum',
    'b.pb',
    '--trim=false',
  );
  assert.deepEqual(files, ['a.pb', 'b.pb']);
  assert.equal(options.nodeCount, 5);
  assert.equal(options.unit, 'ms');
  assert.equal(options.sort, 'cum');
  assert.equal(options.trim, false);
});

test('a boolean flag takes no next argument; -- ends the flags', () => {
  const { files, options } = parsed('top', '-mean', 'false', '--', '-cum');
  assert.equal(options.mean, true);
  assert.deepEqual(files, ['false', '-cum']);
});

test('values may hold = and be empty; the last one counts', () => {
  const { options } = parsed('top', '-tagfocus=user=u1', '-focus=a', '-focus=', 'f');
  assert.equal(options.tagFocus, 'user=u1');
  assert.equal(options.focus, '');
});

test('numbers and truth in all of the forms that Go takes', () => {
  const { options } = parsed(
    'top',
    '-nodecount=0x10',
    '-nodefraction=.5',
    '-edgefraction=1e-3',
    '-noinlines=T',
    'f',
  );
  assert.equal(options.nodeCount, 16);
  assert.equal(options.nodeFraction, 0.5);
  assert.equal(options.edgeFraction, 0.001);
  assert.equal(options.noInlines, true);
  assert.equal(parsed('top', '-nodecount=-3', 'f').options.nodeCount, -3);
});

test('peek and list take their expression first', () => {
  const { regexp, files, workspace } = parsed('list', 'main\\.', 'cpu', '--workspace', 'src');
  assert.equal(regexp, 'main\\.');
  assert.deepEqual(files, ['cpu']);
  assert.equal(workspace, 'src');
});

test('several bases; one kind of base', () => {
  const { bases, diff } = parsed('top', '-diff_base=a', '-diff_base', 'b', 'c');
  assert.deepEqual(bases, ['a', 'b']);
  assert.equal(diff, true);
  assert.match(complaint('-base=a', '-diff_base=b', 'c'), /cannot both/);
});

test('a choice may be taken back, and only one may stand', () => {
  assert.equal(parsed('top', '-lines', '-lines=false', '-files', 'f').options.granularity, 'files');
  assert.match(complaint('-lines', '-files', 'f'), /cannot be set together/);
  assert.match(complaint('-cum', '-flat', 'f'), /cannot be set together/);
});

test('what cannot be meant is told', () => {
  assert.match(complaint('-nodecount=many', 'f'), /-nodecount: "many"/);
  assert.match(complaint('-cum=perhaps', 'f'), /-cum: "perhaps"/);
  assert.match(complaint('-web', 'f'), /no flag -web/);
  assert.match(complaint('f', '-unit'), /-unit needs a value/);
  assert.match(complaint(), /at least one profile/);
  assert.equal(parsePprofCommand('peek', ['f']).command, 'wrong');
  assert.equal(parsePprofCommand('top', ['--help']).command, 'help');
});
