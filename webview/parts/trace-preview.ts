// What does the page show of a long trace while the rest of it is read?

import { formatCount, formatPeriod } from '../../src/model/units.ts';
import type { TracePreview } from '../../src/protocol/queries.ts';
import { el } from '../dom.ts';
import { say } from '../say.ts';

/** The goroutines of the part that was read, by the functions they run. */
export function tracePreviewTable(preview: TracePreview): HTMLElement {
  const { durationNs, born, alive, starts, otherStarts } = preview;
  const counts = [formatPeriod(durationNs), formatCount(born), formatCount(alive)];
  return el('div', { class: 'trace-preview' }, [
    el('p', {}, [say('So far, after {0}: {1} goroutines born, {2} alive.', ...counts)]),
    el('table', {}, [
      el('thead', {}, [
        el('tr', {}, [
          el('th', { scope: 'col' }, [say('Goroutines by what they run')]),
          ...[say('Born'), say('Ended'), say('Alive')].map((head) => el('th', { scope: 'col' }, [head])),
        ]),
      ]),
      el('tbody', {}, starts.map(startRow)),
    ]),
    otherStarts > 0 && el('p', { class: 'dim' }, [say('{0} more functions', otherStarts)]),
  ]);
}

function startRow(start: TracePreview['starts'][number]): HTMLElement {
  return el('tr', {}, [
    el('th', { scope: 'row' }, [start.function || say('not named')]),
    ...[start.born, start.ended, start.alive].map((count) => el('td', {}, [formatCount(count)])),
  ]);
}
