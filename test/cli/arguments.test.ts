import assert from 'node:assert/strict';
import { test } from 'node:test';
import { helpText, isCommand, parseCommand } from '../../src/cli/arguments.ts';

test('report takes files and folders, a workspace and a format', () => {
  assert.deepEqual(parseCommand(['report', 'dumps/', 'x.pprof', '--workspace', 'w', '--format', 'json']), {
    command: 'report',
    paths: ['dumps/', 'x.pprof'],
    workspace: 'w',
    format: 'json',
    flags: {},
  });
  assert.deepEqual(parseCommand(['report', 'd']), {
    command: 'report',
    paths: ['d'],
    workspace: '.',
    format: 'text',
    flags: {},
  });
});

test('what is missing or unknown is said', () => {
  const messageOf = (...argv: string[]) => {
    const command = parseCommand(argv);
    return command.command === 'wrong' ? command.message : command.command;
  };
  assert.match(messageOf('report'), /at least one file or folder/);
  assert.match(messageOf('report', 'd', '--format', 'xml'), /text, json, markdown, sarif, html, not "xml"/);
  assert.match(messageOf('rapport'), /no command "rapport"/);
  assert.match(messageOf('report', 'd', '--wat'), /--wat/);
  assert.equal(messageOf(), 'help');
  assert.equal(messageOf('--help'), 'help');
  assert.equal(messageOf('--version'), 'version');
});

test('every flag of report', () => {
  const argv =
    'report d --redact --fail-on leak --memory-limit 2GiB --general-rules-only -o r.md --baseline b';
  const command = parseCommand([...argv.split(' '), '--baseline', 'c', '--format', 'markdown']);
  assert.deepEqual(command, {
    ...{ command: 'report', paths: ['d'], workspace: '.', format: 'markdown' },
    flags: {
      ...{ output: 'r.md', failOnLeak: true, redact: true, memoryLimit: 2 ** 31, generalRulesOnly: true },
      baseline: ['b', 'c'],
    },
  });
  const messageOf = (...flags: string[]) => {
    const wrong = parseCommand(['report', 'd', ...flags]);
    return 'message' in wrong ? wrong.message : '';
  };
  assert.match(messageOf('--fail-on', 'anything'), /--fail-on is leak, not "anything"/);
  assert.match(messageOf('--memory-limit', 'much'), /a size such as 2GiB, not "much"/);
});

test('revisions and folders', () => {
  const command = parseCommand(
    'report d --since v1.7.0..v1.8.0 --built-from HEAD~1 --map /app=services/shop --map C:\\b='.split(' '),
  );
  assert.deepEqual(command.command === 'report' && command.flags, {
    since: 'v1.7.0..v1.8.0',
    builtFrom: 'HEAD~1',
    folderMap: [
      { from: '/app', to: 'services/shop' },
      { from: 'C:\\b', to: '' },
    ],
  });
  const wrong = parseCommand(['report', 'd', '--map', 'nowhere']);
  assert.match(
    wrong.command === 'wrong' ? wrong.message : '',
    /--map is FROM=TO, two folders, not "nowhere"/,
  );
});

test('the help of one command leaves out the others', () => {
  for (const argv of [
    ['capture', '--help'],
    ['help', 'capture'],
  ])
    assert.deepEqual(parseCommand(argv), { command: 'help', topic: 'capture' });
  const one = helpText('capture');
  assert.ok(one.includes('culprit capture <URL>') && !one.includes('culprit report <'));
  const all = helpText(undefined);
  for (const name of ['report', 'inspect', 'top', 'peek', 'list', 'export', 'capture', 'fleet'])
    assert.ok(all.includes(`culprit ${name} <`) && isCommand(name), name);
  assert.equal(all.split('culprit top <').length, 2, 'once');
});
