import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCommand } from '../../src/cli/arguments.ts';

test('report takes files and folders, a workspace and a format', () => {
  assert.deepEqual(parseCommand(['report', 'dumps/', 'x.pprof', '--workspace', 'w', '--format', 'json']), {
    command: 'report',
    paths: ['dumps/', 'x.pprof'],
    workspace: 'w',
    format: 'json',
  });
  assert.deepEqual(parseCommand(['report', 'd']), {
    command: 'report',
    paths: ['d'],
    workspace: '.',
    format: 'text',
  });
});

test('what is missing or unknown is said', () => {
  const messageOf = (...argv: string[]) => {
    const command = parseCommand(argv);
    return command.command === 'wrong' ? command.message : command.command;
  };
  assert.match(messageOf('report'), /at least one file or folder/);
  assert.match(messageOf('report', 'd', '--format', 'xml'), /text or json, not "xml"/);
  assert.match(messageOf('rapport'), /no command "rapport"/);
  assert.match(messageOf('report', 'd', '--wat'), /--wat/);
  assert.equal(messageOf(), 'help');
  assert.equal(messageOf('--help'), 'help');
  assert.equal(messageOf('--version'), 'version');
});
