// Which dumps are there, in the order of time, and what is each worth?

import type { DumpSummary } from '../../src/protocol/answers.ts';
import { el } from '../dom.ts';
import { say } from '../say.ts';
import { dumpKindName, TONES } from '../words.ts';

export interface StripOptions {
  readonly dumps: readonly DumpSummary[];
  /** Path of the dump that proves most, or null. */
  readonly key: string | null;
  readonly choose: (dump: DumpSummary) => void;
}

/** The dumps by time; those without a time keep their place at the end. */
export function inTimeOrder(dumps: readonly DumpSummary[]): readonly DumpSummary[] {
  const at = (dump: DumpSummary) => {
    const time = dump.time === null ? Number.NaN : Date.parse(dump.time);
    return Number.isNaN(time) ? Number.POSITIVE_INFINITY : time;
  };
  return dumps
    .map((dump, order) => ({ dump, order, time: at(dump) }))
    .sort((a, b) => (a.time === b.time ? a.order - b.order : a.time - b.time))
    .map(({ dump }) => dump);
}

export function strip({ dumps, key, choose }: StripOptions): HTMLElement {
  const items = dumps.map((dump) => el('li', {}, [card(dump, dump.path === key, () => choose(dump))]));
  return el('ul', { class: 'strip', 'aria-label': say('Dumps in the order of time') }, items);
}

function card(dump: DumpSummary, isKey: boolean, onclick: () => void): HTMLElement {
  const { shape, meaning } = TONES[dump.tone];
  const says = say(isKey ? 'The main proof' : meaning);
  const time = dump.time === null ? '' : ` · ${dump.time}`;
  return el(
    'button',
    {
      type: 'button',
      class: isKey ? 'dump key' : 'dump',
      title: `${dump.path}${time} · ${says}: ${dump.worth}`,
      onclick,
    },
    [
      el('span', { class: 'dump-head' }, [
        el('span', { class: `shape ${dump.tone}`, 'aria-hidden': 'true' }, [isKey ? '◆' : shape]),
        el('b', {}, [dumpKindName(dump.kind)]),
        el('span', { class: 'size' }, [dump.size]),
        dump.partial && el('span', { class: 'partial' }, [say('partial')]),
        el('span', { class: 'unseen' }, [`${says}.`]),
      ]),
      el('span', { class: 'worth' }, [dump.worth]),
    ],
  );
}
