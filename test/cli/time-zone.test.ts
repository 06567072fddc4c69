// Are zones told as Go tells them?
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zoneOf } from '../../src/cli/time-zone.ts';

const SUMMER = Date.UTC(2026, 6, 1) / 1000;
const WINTER = Date.UTC(2026, 0, 1) / 1000;

test('UTC where no zone is set, or none of that name exists', () => {
  for (const tz of [undefined, '', 'UTC', 'No/Where'])
    assert.deepEqual(zoneOf(tz)(SUMMER), { offset: 0, name: 'UTC' });
});

test('offsets and letters of summer and winter', () => {
  assert.deepEqual(zoneOf('Europe/Berlin')(SUMMER), { offset: 7200, name: 'CEST' });
  assert.deepEqual(zoneOf('Europe/Berlin')(WINTER), { offset: 3600, name: 'CET' });
  assert.deepEqual(zoneOf('America/New_York')(SUMMER), { offset: -14400, name: 'EDT' });
});

test('zones without letters are called by their offset', () => {
  assert.deepEqual(zoneOf('America/Sao_Paulo')(WINTER), { offset: -10800, name: '-03' });
  assert.deepEqual(zoneOf('Asia/Kathmandu')(WINTER), { offset: 20700, name: '+0545' });
});
