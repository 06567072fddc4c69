// How does a service that is watched look?
//
//   Watching localhost:6060                                  [Take the dumps now] [Stop]
//   ┌ Goroutines ─────────────────┐ ┌ Heap in use ───────────────┐
//   │ 24,873   +498 per second    │ │ 210 MB   +4.1 MB per second│
//   │  (curve, and its limit)     │ │  (curve, and its limit)    │
//   │ at 10,000: passed           │ │ at 1 GB: 21 % of it        │

import { formatCount, formatValue } from '../../src/model/units.ts';
import type { FromWatchPage, WatchedSize, WatchPicture } from '../../src/protocol/watch-page.ts';
import { type Child, el, fill } from '../dom.ts';
import { curves } from '../pictures/curves.ts';
import { say } from '../say.ts';
import { button } from '../toolkit.ts';

export interface WatchView {
  readonly element: HTMLElement;
  show(picture: WatchPicture): void;
}

/** One of the two things that are looked at. */
interface Measure {
  readonly title: string;
  readonly values: readonly (number | null)[];
  readonly perSecond: number | null;
  readonly limit: number | undefined;
  readonly slopeLimit: number | undefined;
  readonly format: (value: number) => string;
}

/** A limit further off than this would press the curve flat: words tell it then. */
const LIMIT_IN_SIGHT = 2.5;

/** The buttons stay while the numbers change, so that the focus does. */
export function watchView(post: (message: FromWatchPage) => void): WatchView {
  const title = el('h1', {}, []);
  const note = el('p', { class: 'watch-note', role: 'status' }, []);
  const measures = el('div', { class: 'watch-measures' }, []);
  const buttons = el('div', { class: 'watch-buttons' }, [
    button(say('Take the dumps now'), () => post({ type: 'takeNow' }), 'primary'),
    button(say('Stop'), () => post({ type: 'stop' })),
  ]);
  const head = el('header', { class: 'watch-head' }, [title, buttons]);
  return {
    element: el('div', { class: 'watch' }, [head, note, measures]),
    show: (picture) => {
      fill(title, [titleOf(picture)]);
      fill(note, [noteOf(picture)]);
      buttons.hidden = picture.phase !== 'watching';
      fill(
        measures,
        measuresOf(picture).map((measure) => card(measure, picture.sizes)),
      );
    },
  };
}

function titleOf({ phase, target }: WatchPicture): string {
  if (phase === 'watching') return say('Watching {0}', target);
  return phase === 'taking' ? say('Taking the dumps of {0}', target) : say('Watched {0}', target);
}

function noteOf({ note, sizes, everyMs, phase }: WatchPicture): string {
  if (note !== '' || phase !== 'watching') return note;
  return say('Looks so far: {0}, every {1} s', sizes.length, Math.round(everyMs / 1000));
}

function measuresOf({ sizes, limits, ...slopes }: WatchPicture): readonly Measure[] {
  return [
    {
      title: say('Goroutines'),
      values: sizes.map(({ goroutines }) => goroutines),
      perSecond: slopes.goroutinesPerSecond,
      limit: limits.goroutines,
      slopeLimit: limits.goroutinesPerSecond,
      format: (value) => formatCount(Math.abs(value) >= 10 ? Math.round(value) : Math.round(value * 10) / 10),
    },
    {
      title: say('Heap in use'),
      values: sizes.map(({ heapBytes }) => heapBytes),
      perSecond: slopes.heapBytesPerSecond,
      limit: limits.heapBytes,
      slopeLimit: limits.heapBytesPerSecond,
      format: (value) => formatValue(Math.round(value), 'bytes'),
    },
  ];
}

function card(measure: Measure, sizes: readonly WatchedSize[]): HTMLElement {
  const { title, values, perSecond, limit, slopeLimit, format } = measure;
  const now = values.findLast((value) => value !== null) ?? null;
  return el('section', { class: 'card picture watch-measure' }, [
    el('h2', {}, [title]),
    el('p', {}, [
      el('strong', { class: 'watch-now' }, [now === null ? '–' : format(now)]),
      perSecond !== null && el('span', { class: 'dim' }, [slopeText(perSecond, format)]),
    ]),
    now === null ? el('p', { class: 'dim' }, [say('Not told by this service.')]) : drawn(measure, sizes),
    limit !== undefined && now !== null && limitLine(format(limit), now, limit),
    slopeLimit !== undefined && limitLine(say('{0} per second', format(slopeLimit)), perSecond, slopeLimit),
  ]);
}

function slopeText(perSecond: number, format: (value: number) => string): string {
  return say('{0} per second', `${perSecond > 0 ? '+' : ''}${format(perSecond)}`);
}

function drawn({ title, values, limit, format }: Measure, sizes: readonly WatchedSize[]): HTMLElement {
  const points = values.flatMap((value, at) => (value === null ? [] : [[sizes[at]!.at, value] as const]));
  const most = Math.max(...points.map(([, value]) => value));
  const shown = limit !== undefined && limit <= most * LIMIT_IN_SIGHT ? limit : undefined;
  const [first, last] = [sizes[0]!.at, sizes[sizes.length - 1]!.at];
  return curves({
    kind: 'curves',
    title,
    subtitle: '',
    xLabels: [say('{0} ago', formatValue((last - first) * 1e6, 'nanoseconds')), say('now')],
    curves: [
      { label: '', tone: shown !== undefined && most >= shown ? 'bad' : 'plain', points },
      ...(shown === undefined
        ? []
        : [
            {
              label: say('limit {0}', format(shown)),
              tone: 'good' as const,
              points: [[first, shown] as const, [last, shown] as const],
            },
          ]),
    ],
  });
}

/** How near a value is to what takes the dumps. */
function limitLine(what: string, now: number | null, limit: number): Child {
  const share = now === null || limit <= 0 ? 0 : Math.max(0, now / limit);
  const text =
    share >= 1
      ? say('Takes the dumps at {0}: passed', what)
      : say('Takes the dumps at {0}: {1} % of it now', what, Math.floor(share * 100));
  return el('p', { class: 'watch-limit dim' }, [
    el('span', {
      class: 'watch-bar',
      'aria-hidden': 'true',
      vars: { '--share': `${Math.min(100, share * 100)}%` },
    }),
    text,
  ]);
}
